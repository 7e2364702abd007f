import { describe, expect, test } from 'vitest';
import { accessFile } from '../src/access-file.ts';

const failing = (code: string) => async () => {
  throw Object.assign(new Error('as the system says it'), { code });
};

describe('accessFile', () => {
  test('gives back what the task gives', async () => {
    expect(await accessFile('x', 'read', async () => 7)).toBe(7);
  });

  test.each([
    ['ENOENT', 'x cannot be read: there is no such file'],
    ['EACCES', 'x cannot be read: permission denied'],
    ['EISDIR', 'x cannot be read: it is a directory'],
    ['EFTYPE', 'x cannot be read: it is a device or pipe, and no file'],
    ['ENXIO', 'x cannot be read: it is a socket, and no file'],
    ['EBUSY', 'x cannot be read: EBUSY'],
  ])('says %s in words', async (code, message) => {
    await expect(accessFile('x', 'read', failing(code))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message,
      cause: { code },
    });
  });

  test('says what keeps a file from being written', async () => {
    await expect(accessFile('x', 'written', failing('ENOSPC'))).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: 'x cannot be written: the disk is full',
    });
  });

  test.each([['ERR_INVALID_ARG_TYPE'], ['POLICY_INVALID']])(
    'passes on %s, which is no error of the file system',
    async (code) => {
      await expect(accessFile('x', 'read', failing(code))).rejects.toMatchObject({ code });
      await expect(accessFile('x', 'read', failing(code))).rejects.not.toHaveProperty(
        'name',
        'CliError',
      );
    },
  );
});
