import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTufState, serializeTufState, type TufState } from '../../src/tuf/tuf-state.ts';

const STATE: TufState = {
  versions: {
    root: 2,
    timestamp: 3,
    snapshot: 4,
    targets: 5,
    signers: { timestamp: '1 of a', snapshot: '1 of b', targets: '3 of c d e' },
  },
  roots: { 2: '{}' },
  metadata: { timestamp: '{}' },
  targets: { 'trusted_root.json': 'e30=' },
};

describe('parseTufState', () => {
  test('reads what was written', () => {
    expect(parseTufState(serializeTufState(STATE))).toEqual(STATE);
  });

  const changed = (change: object) => JSON.stringify({ version: 1, ...STATE, ...change });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another version', changed({ version: 2 })],
    ['no versions', changed({ versions: undefined })],
    ['versions that are no numbers', changed({ versions: { ...STATE.versions, root: '2' } })],
    ['no signers', changed({ versions: { ...STATE.versions, signers: {} } })],
    ['roots that are no texts', changed({ roots: { 2: 7 } })],
    ['no metadata', changed({ metadata: null })],
    ['targets that are not base64', changed({ targets: { a: '!' } })],
  ])('%s is no state', (_, text) => {
    expect(parseTufState(text)).toBeUndefined();
  });

  test('whatever the file holds, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(parseTufState(text)).toBeUndefined();
      }),
    );
  });
});
