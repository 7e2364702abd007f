import { describe, expect, test } from 'vitest';
import { parseRecovery, serializeRecovery } from '../src/parse-recovery.ts';
import { isRecoveryError, type RecoveryErrorCode } from '../src/recovery-error.ts';
import { STATE_NAMES } from '../src/states.ts';
import { BAD, planOf, stateOf } from './recovery-fixture.ts';
import { typical } from './transition-situations.ts';

const SOURCE = 'recovery.json';

/** Code and message of the refusal; the text is one line of JSON with those changes. */
function refusalOf(text: string): readonly [RecoveryErrorCode, string] | undefined {
  try {
    parseRecovery(text, SOURCE);
    return undefined;
  } catch (error) {
    if (!isRecoveryError(error)) throw error;
    return [error.code, error.message];
  }
}
const changed = (changes: object) => JSON.stringify({ ...stateOf(), ...changes });

describe('a stored recovery', () => {
  test.each(STATE_NAMES)('that is %s is read as it was written, to the byte', (name) => {
    const text = serializeRecovery(typical(name));
    expect(parseRecovery(text, SOURCE)).toEqual(typical(name));
    expect(serializeRecovery(parseRecovery(text, SOURCE))).toBe(text);
  });

  test.each([0, 2, 9007199254740991])('of version %s is not guessed at', (version) => {
    expect(refusalOf(changed({ version }))?.[0]).toBe('VERSION_UNSUPPORTED');
  });

  test.each<[string, string]>([
    ['an empty file', ''],
    ['half a file', serializeRecovery(stateOf()).slice(0, 80)],
    ['a list', '[]'],
    ['a member that nobody knows', changed({ admin: true })],
    ['a prototype', serializeRecovery(stateOf()).replace('{', '{"__proto__":{"isRebuilt":true},')],
    ['a member twice', serializeRecovery(stateOf()).replace('{', '{"isSecurity":true,')],
    [
      'a number beyond counting',
      serializeRecovery(stateOf()).replace('"builds":0', '"builds":1e999'),
    ],
    ['half a number', changed({ builds: 0.5 })],
    ['a negative one', changed({ waits: -1 })],
    ['a version that is a text', changed({ version: '1' })],
    [
      'a version beyond counting',
      serializeRecovery(stateOf()).replace('"version":1', '"version":1e308'),
    ],
    ['a digest in capitals', changed({ tainted: [BAD.toUpperCase()] })],
    ['null for absent', changed({ plan: null })],
  ])('%s is refused', (_, text) => {
    const [code, message] = refusalOf(text) ?? [];
    expect(code).toBe('STATE_INVALID');
    expect(message).toMatch(/^recovery\.json: [^\n]+$/);
  });

  const security = { reason: 'subject_mismatch', class: 'security', verdict: 'fail' };

  test.each<[string, object, string]>([
    ['of another release', { tag: 'v9.9.9' }, '/recoveryId'],
    [
      'whose breach was called less',
      { failure: { ...security, class: 'transient' } },
      '/failure/class',
    ],
    ['whose breach was forgotten', { failure: security }, '/isSecurity'],
    [
      'whose plan is another than its digest says',
      { plan: { ...planOf(), needsApproval: false } },
      '/plan/digest',
    ],
    ['that waits for nothing', { state: 'waiting' }, '/wait'],
    ['that asks for nothing', { state: 'awaiting-approval' }, '/plan'],
    ['that acts without an intent', { state: 'requesting', plan: planOf() }, '/intent'],
    ['that never ends', { state: 'rerunning' }, '/deadline'],
  ])('one %s, which no transition makes, is refused where it is wrong', (_, changes, pointer) => {
    expect(refusalOf(changed(changes))).toEqual([
      'STATE_INVALID',
      expect.stringContaining(`${SOURCE}: ${pointer}: `),
    ]);
  });
});
