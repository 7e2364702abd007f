import { DEFAULT_CLAIMS } from '@provkit/testkit';
import { expect, test } from 'vitest';
import { type Validation, validationOutcome } from '../../src/map/index.ts';

const ENTRY = {
  tag: 'v1.2.3',
  run_id: '42',
  run_attempt: 1,
  sha: DEFAULT_CLAIMS.sha,
  artifact_url: 'widgets.tgz',
  status: 'pending',
} as const;
const MISSING: Validation = {
  verdict: 'fail',
  failureReason: 'artifact_missing',
  problem: 'there is no file widgets.tgz',
  compared: { expected: 'widgets.tgz', actual: 'no such file' },
  policyDigest: 'sha256:00',
  verifiedAt: '2026-01-31T12:00:00.000Z',
  durationMs: 5,
};
const CONTEXT = { isWritten: true, isTagLookedUp: true };

test('what kept the report from being made is a problem with class and fix of its reason', () => {
  expect(validationOutcome(MISSING, ENTRY, CONTEXT)).toEqual({
    verdict: 'fail',
    reports: [],
    problems: [
      {
        artifact: 'widgets.tgz',
        status: 'fail',
        reason: 'artifact_missing',
        class: 'evidence',
        title: 'the released files can be had, and are those that the manifest names',
        message: 'there is no file widgets.tgz',
        expected: 'widgets.tgz',
        actual: 'no such file',
        spec: 'spec 1.1, 1.10, S1.2, S1.6',
        hint: expect.stringContaining('artifact_url'),
      },
    ],
    facts: [['Manifest entry', 'v1.2.3, run 42: pending → failure (artifact_missing), written']],
    at: '2026-01-31T12:00:00.000Z',
  });
});

test('where nothing was compared, what should hold and what is wrong stand for it', () => {
  const { compared: _, ...validation } = MISSING;
  expect(validationOutcome(validation, ENTRY, CONTEXT).problems).toMatchObject([
    {
      expected: 'the released files can be had, and are those that the manifest names',
      actual: 'there is no file widgets.tgz',
    },
  ]);
});

test('what could not be decided stays so', () => {
  const undecided = { ...MISSING, verdict: 'inconclusive', failureReason: 'rate_limited' } as const;
  const { verdict, problems, facts } = validationOutcome(undecided, ENTRY, CONTEXT);
  expect([verdict, problems]).toMatchObject([
    'inconclusive',
    [{ status: 'inconclusive', class: 'transient' }],
  ]);
  expect(facts?.[0]?.[1]).toContain('pending → pending (rate_limited)');
});

test('S5.3: a verdict that could not be recorded is undecided, beside its reports', () => {
  const unrecorded: Validation = {
    ...MISSING,
    verdict: 'inconclusive',
    failureReason: 'lock_timeout',
    problem: 'the lock is held',
    reports: [],
  };
  const { verdict, problems, facts } = validationOutcome(unrecorded, ENTRY, {
    ...CONTEXT,
    isWritten: false,
  });
  expect([verdict, problems]).toMatchObject([
    'inconclusive',
    [{ reason: 'lock_timeout', title: 'the verdict is written into the manifest', spec: 'S5.3' }],
  ]);
  expect(facts?.[0]?.[1]).toContain('not written: the lock is held');
});

test('T2: says when the commit is the manifest’s own word, and when nothing was written', () => {
  const { facts } = validationOutcome(MISSING, ENTRY, { isWritten: false, isTagLookedUp: false });
  expect(facts).toEqual([
    ['Commit', expect.stringContaining('--source-digest')],
    ['Manifest entry', expect.stringContaining('not written: --write does')],
  ]);
});
