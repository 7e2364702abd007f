import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Log, readCheckpoint } from '../../../src/signature/log/checkpoint.ts';

const ROOT = createHash('sha256').update('root').digest('base64');
const HOST = 'log2025-1.rekor.example';

interface Signer {
  readonly log: Log;
  readonly line: (text: string, name: string) => string;
}

function signer(kind: 'ec' | 'ed25519'): Signer {
  const { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('ed25519');
  const logID = createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest();
  const validFor = { start: new Date(0), end: new Date(8.64e15) };
  return {
    log: { logID, publicKey, baseURL: `https://${HOST}`, validFor },
    line: (text, name) => {
      const signature = sign(kind === 'ec' ? 'sha256' : undefined, Buffer.from(text), privateKey);
      return `\u2014 ${name} ${Buffer.concat([logID.subarray(0, 4), signature]).toString('base64')}\n`;
    },
  };
}

const v1 = signer('ec');
const v2 = signer('ed25519');
const V1_TEXT = `rekor.example - 1193050959916656506\n7\n${ROOT}\n`;
const V2_TEXT = `${HOST}\n7\n${ROOT}\n`;
const v1Note = `${V1_TEXT}\n${v1.line(V1_TEXT, 'rekor.example')}`;
const v2Note = `${V2_TEXT}\n${v2.line(V2_TEXT, HOST)}`;

describe('checkpoint (client-spec 4.4, c2sp.org/tlog-checkpoint)', () => {
  test('holds when the log has signed it: size and root are read from the signed text', () => {
    const expected = { checkpoint: { treeSize: 7n, rootHash: Buffer.from(ROOT, 'base64') } };
    expect(readCheckpoint(v1Note, v1.log)).toEqual(expected);
    expect(readCheckpoint(v2Note, v2.log)).toEqual(expected);
  });

  test('witnesses before or after the log’s own line are passed over', () => {
    const witness = signer('ed25519').line(V2_TEXT, 'witness.example');
    const own = v2.line(V2_TEXT, HOST);
    for (const lines of [witness + own, own + witness, witness + own + witness]) {
      expect(readCheckpoint(`${V2_TEXT}\n${lines}`, v2.log)).toHaveProperty('checkpoint');
    }
  });

  test('the log’s own signature under another key hint is not the log’s', () => {
    const [, line = ''] = v1Note.split('\n\n');
    const [dash = '', name = '', base64 = ''] = line.trim().split(' ');
    const bytes = Buffer.from(base64, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    const note = `${V1_TEXT}\n${dash} ${name} ${bytes.toString('base64')}\n`;
    expect(readCheckpoint(note, v1.log)).toEqual({
      problem: 'the log has not signed the checkpoint',
    });
  });

  test.each([
    ['a changed size', v1Note.replace('\n7\n', '\n8\n')],
    ['a changed root', v1Note.replace(ROOT, createHash('sha256').update('x').digest('base64'))],
    ['the signature of another key', `${V1_TEXT}\n${signer('ec').line(V1_TEXT, 'rekor.example')}`],
    ['a name that is not the origin’s', `${V1_TEXT}\n${v1.line(V1_TEXT, 'rekor')}`],
  ])('fails for %s', (_, note) => {
    expect(readCheckpoint(note, v1.log)).toEqual({
      problem: 'the log has not signed the checkpoint',
    });
  });

  test.each([
    ['a part of the log’s name', 'rekor.example'],
    ['the log’s name and more', `${HOST}.evil.example`],
    ['the name of version 1', `${HOST} - 17`],
  ])('a log of version 2 signs under its whole name, not %s', (_, origin) => {
    const text = `${origin}\n7\n${ROOT}\n`;
    expect(readCheckpoint(`${text}\n${v2.line(text, HOST)}`, v2.log)).toEqual({
      problem: `the checkpoint is of another log: ${origin}`,
    });
  });

  test.each([
    ['no blank line', V1_TEXT],
    ['no signature line', `${V1_TEXT}\n`],
    ['a line that is no signature', `${v1Note}hello\n`],
    ['no final newline', v1Note.trimEnd()],
    ['a size that is no number', v1Note.replace('\n7\n', '\n7x\n')],
    ['a size with a leading zero', v1Note.replace('\n7\n', '\n07\n')],
    ['a root that is no base64', v1Note.replace(ROOT, '!!')],
    ['nothing at all', ''],
  ])('malformed: %s is a problem and no exception', (_, note) => {
    expect(readCheckpoint(note, v1.log)).toHaveProperty('problem');
  });
});
