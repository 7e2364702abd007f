import { describe, expect, test } from 'vitest';
import {
  isGone,
  isNameOfGone,
  ownIdentity,
  processName,
} from '../../src/adapters/process-identity.ts';

const self = {
  ...(await ownIdentity()),
  host: 'build',
  machine: 'a1',
  boot: 'b1',
  namespace: 'n1',
};
/** No process has it: beyond the largest that Linux gives. */
const DEAD_PID = 2 ** 22 + 1;

describe('isGone', () => {
  test.each([
    ['a process that runs', {}, false],
    ['a number that nobody has', { pid: DEAD_PID }, true],
    ['a number that somebody else has now', { started: '1' }, process.platform === 'linux'],
    ['before a restart of this machine', { boot: 'b0' }, true],
    ['of another host', { host: 'other', pid: DEAD_PID }, false],
    ['of a host of the same name, on a shared folder', { machine: 'a2', boot: 'b2' }, false],
    ['of the same name, with no id of its installation', { machine: '', boot: 'b2' }, false],
    ['the same, by a writer that did not know of it', { machine: undefined, boot: 'b2' }, false],
    ['of another container of this machine', { namespace: 'n2', pid: DEAD_PID }, false],
  ])('%s: %j', async (_, changes, expected) => {
    const { machine, ...rest } = { ...self, ...changes };
    const other = { ...rest, ...(machine !== undefined && { machine }) };
    expect(await isGone(other, self)).toBe(expected);
  });

  test('where nobody knows an id of his installation, another start is no proof', async () => {
    const nameless = { ...self, machine: '' };
    expect(await isGone({ ...nameless, boot: 'b0' }, nameless)).toBe(false);
  });
});

test('a name tells of a dead process of this machine alone', () => {
  const dead = { ...self, pid: DEAD_PID };
  expect(isNameOfGone(`x.${processName(dead, 'id')}`, self)).toBe(true);
  expect(isNameOfGone(`x.${processName(self, 'id')}`, self)).toBe(false);
  expect(isNameOfGone(`x.${processName({ ...dead, machine: 'a2' }, 'id')}`, self)).toBe(false);
});
