import { describe, expect, test } from 'vitest';
import { alertOf } from './alerts.ts';

const { fingerprint, alert_id: id } = alertOf();

describe('the fingerprint of a failure (S2.6)', () => {
  test('is of 64 hex digits, and the same wherever it is made', () => {
    expect(fingerprint).toBe('f730e857763736e8e214a471aa60dbb22d572f51466943d16779a2fd401627ee');
    expect(alertOf().fingerprint).toBe(fingerprint);
  });

  test.each([
    ['the run', { run_id: '43' }],
    ['the attempt', { run_attempt: 2 }],
    ['the artifact', { artifact_url: 'https://example.com/other' }],
    ['what was found', { message: 'another' }],
    ['the severity', { severity: 'critical' as const }],
    ['upper and lower case of the repository', { repository: 'https://github.com/Acme/Widgets' }],
  ])('leaves out %s', (_, changes) => {
    expect(alertOf(changes).fingerprint).toBe(fingerprint);
  });

  test.each([
    ['the repository', { repository: 'https://github.com/acme/gadgets' }],
    ['the tag', { tag: 'v1.2.4' }],
    ['the case of a tag', { tag: 'V1.2.3' }],
    ['the reason', { failure_reason: 'subject_mismatch' }],
  ])('differs with %s', (_, changes) => {
    expect(alertOf(changes).fingerprint).not.toBe(fingerprint);
  });

  test('does not run values together', () => {
    const a = alertOf({ repository: 'https://github.com/acme/w', tag: 'v1' });
    const b = alertOf({ repository: 'https://github.com/acme/wv', tag: '1' });
    expect(a.fingerprint).not.toBe(b.fingerprint);
  });
});

describe('the id of an alert (spec 3.2)', () => {
  test.each([
    ['the run', { run_id: '43' }],
    ['the attempt', { run_attempt: 2 }],
    ['the fingerprint', { tag: 'v2' }],
  ])('differs with %s', (_, changes) => {
    expect(alertOf(changes).alert_id).not.toBe(id);
  });

  test('is the same for the same failure of the same attempt', () => {
    expect(alertOf({ message: 'other words' }).alert_id).toBe(id);
  });
});

describe('facts that make no alert', () => {
  test.each([
    ['repository', { repository: 'acme/widgets' }],
    ['repository', { repository: 'https://token@github.com/acme/widgets' }],
    ['tag', { tag: '' }],
    ['tag', { tag: 'x'.repeat(256) }],
    ['run_id', { run_id: '042' }],
    ['run_id', { run_id: '1e3' }],
    ['run_attempt', { run_attempt: 0 }],
    ['run_attempt', { run_attempt: 1.5 }],
    ['failure_reason', { failure_reason: 'Oh no' }],
  ])('are refused, naming %s', (member, changes) => {
    expect(() => alertOf(changes)).toThrow(
      expect.objectContaining({
        code: 'ALERT_INVALID',
        message: expect.stringContaining(`alert#/${member}: must be`),
      }),
    );
  });
});
