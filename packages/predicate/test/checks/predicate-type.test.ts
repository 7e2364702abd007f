import { describe, expect, test } from 'vitest';
import { checkPredicateType } from '../../src/checks/predicate-type.ts';
import type { OverrideEvidence } from '../../src/override/override-evidence.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import type { Override, PolicyOptions } from '../../src/policy/policy.ts';
import { statement } from './check-input.ts';

const V02 = 'https://slsa.dev/provenance/v0.2';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const OVERRIDE: Override = {
  predicate_type: V02,
  tag: 'v1.2.3',
  artifact_digest: DIGEST,
  approved_by: 'rita@example.com',
  approved_at: '2026-01-20T00:00:00.000Z',
  expires_at: '2026-02-10T00:00:00.000Z',
  reason: 'the builder is being replaced',
};
const APPROVER = { san: 'rita@example.com', issuer: 'https://accounts.example.com' };

interface Question {
  readonly type?: string;
  readonly overrides?: readonly Override[];
  readonly policy?: Partial<PolicyOptions>;
  readonly evidence?: Partial<OverrideEvidence>;
}

function judge({ type = V02, overrides = [OVERRIDE], policy, evidence }: Question = {}) {
  const [expectations] = definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
    overrides: { approvers: [APPROVER] },
    ...policy,
  }).expectations;
  return checkPredicateType({ ...statement(), predicateType: type }, expectations, {
    release: { tag: 'v1.2.3' },
    artifacts: [{ name: 'widgets.tgz', sha256: 'a'.repeat(64) }],
    overrides,
    approvalOf: () => ({ approver: APPROVER }),
    now: new Date('2026-01-31T12:00:00.000Z'),
    times: [new Date('2026-01-31T11:59:00.000Z')],
    ...evidence,
  });
}

describe('check predicate-type (S1.2a, spec 1.4)', () => {
  test('holds for SLSA provenance v1', () => {
    expect(judge({ type: 'https://slsa.dev/provenance/v1' }).status).toBe('pass');
  });

  test.each([
    ['https://slsa.dev/provenance/v1.0'],
    ['https://slsa.dev/provenance/v1.0?draft'],
    ['https://slsa.dev/provenance/v0.1'],
    ['https://slsa.dev/provenance/v1/'],
    ['https://slsa.dev/Provenance/v1'],
    ['https://slsa.dev/provenance/V1'],
    ['https://spdx.dev/Document/v2.3'],
  ])('fails for %s, with or without an override', (type) => {
    const overrides = [{ ...OVERRIDE, predicate_type: type }];
    expect(judge({ type, overrides })).toMatchObject({
      status: 'fail',
      reason: 'predicate_mismatch',
      actual: type,
    });
  });

  test('a policy cannot make another type a proof by expecting it', () => {
    const type = 'https://spdx.dev/Document/v2.3';
    expect(judge({ type, policy: { predicateType: type } }).status).toBe('fail');
  });
});

describe('override of SLSA provenance v0.2 (S1.2a, spec 1.4)', () => {
  test('holds while it is approved, and says by whom and until when', () => {
    const { status, message } = judge();
    expect(status).toBe('pass');
    expect(message).toContain('rita@example.com approved until 2026-02-10T00:00:00.000Z');
  });

  test('may stand in the policy itself', () => {
    const policy = { overrides: { approvers: [APPROVER], granted: [OVERRIDE] } };
    expect(judge({ overrides: [], policy }).status).toBe('pass');
  });

  test.each([
    ['there is none', [], 'there is none for this tag and artifact'],
    ['it is of another tag', [{ ...OVERRIDE, tag: 'v1.2.4' }], 'there is none'],
    [
      'it is of another artifact',
      [{ ...OVERRIDE, artifact_digest: `sha256:${'b'.repeat(64)}` }],
      'there is none',
    ],
    [
      'it is of another type',
      [{ ...OVERRIDE, predicate_type: 'https://slsa.dev/provenance/v0.1' }],
      'there is none',
    ],
    [
      'it has expired, to the millisecond',
      [{ ...OVERRIDE, expires_at: '2026-01-31T12:00:00.000Z' }],
      'it expired at',
    ],
    [
      'it does not hold yet',
      [{ ...OVERRIDE, approved_at: '2026-01-31T12:00:00.001Z' }],
      'it holds from',
    ],
    [
      'it holds for longer than 30 days',
      [{ ...OVERRIDE, expires_at: '2026-02-19T00:00:00.001Z' }],
      'longer than the 30 days',
    ],
    [
      'malformed: its times are no times',
      [{ ...OVERRIDE, approved_at: '2026-13-45T00:00:00.000Z' }],
      'it holds from',
    ],
  ])('fails when %s', (_, overrides, why) => {
    const result = judge({ overrides });
    expect(result).toMatchObject({ status: 'fail', reason: 'predicate_mismatch' });
    expect(result.message).toContain(why);
  });

  test('T2: a name typed into approved_by is no evidence', () => {
    const evidence = { approvalOf: () => ({ problem: 'no signed approval of it was given' }) };
    expect(judge({ evidence }).message).toContain('no signed approval of it was given');
  });

  test('fails when the policy names nobody who may approve', () => {
    expect(judge({ policy: { overrides: undefined } as never }).message).toContain('names nobody');
  });

  test('an override of one file does not cover several', () => {
    const artifacts = ['a', 'b'].map((digit) => ({ name: digit, sha256: digit.repeat(64) }));
    expect(judge({ evidence: { artifacts } }).status).toBe('fail');
  });

  test('is inconclusive when the clock is more than 300 s behind the witnessed time', () => {
    const at = (seconds: number) => [
      new Date(Date.parse('2026-01-31T12:00:00.000Z') + seconds * 1000),
    ];
    expect(judge({ evidence: { times: at(300) } }).status).toBe('pass');
    expect(judge({ evidence: { times: at(300.001) } })).toMatchObject({
      status: 'inconclusive',
      reason: 'predicate_mismatch',
    });
  });

  test('is inconclusive when an override does not hold yet by a clock that is behind', () => {
    const overrides = [{ ...OVERRIDE, approved_at: '2026-01-31T12:00:00.001Z' }];
    const times = [new Date('2026-01-31T12:06:00.000Z')];
    expect(judge({ overrides, evidence: { times } }).status).toBe('inconclusive');
    const unapproved = { times, approvalOf: () => ({ problem: 'no signed approval' }) };
    expect(judge({ overrides, evidence: unapproved }).status).toBe('fail');
  });
});
