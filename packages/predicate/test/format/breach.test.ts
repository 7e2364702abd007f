import { describe, expect, test } from 'vitest';
import { breachesOf, byRelevance } from '../../src/format/breach.ts';
import type { Report } from '../../src/report.ts';
import { FAIL, PASS } from './sample-reports.ts';

const [GOOD] = PASS.attestations;
if (PASS.verdict !== 'pass' || !GOOD) throw new Error('the sample passes');
const { provenance: _, signer: __, ...members } = PASS;
/** Provenance that holds, of a version that its registry does not vouch for (spec.md 1.9 B). */
const UNPUBLISHED: Report = {
  ...members,
  verdict: 'fail',
  failureReason: 'attestation_missing',
  published: [],
};

describe('breaches of what a registry has published (spec 1.9 B)', () => {
  test('without a publish attestation they say that, and not that provenance is missing', () => {
    expect(breachesOf(UNPUBLISHED)).toEqual([
      expect.objectContaining({
        title: 'the registry vouches for what it has published',
        message: 'the registry has no attestation of its own that it has published this',
        expected: expect.stringMatching(/^a publish attestation of sha256:[0-9a-f]{64}$/),
        actual: 'none',
        reason: 'attestation_missing',
      }),
    ]);
  });

  test('a publish attestation that fails is among what is looked at, the decisive first', () => {
    const [bad] = FAIL.attestations;
    if (!bad) throw new Error('the sample fails');
    const { failureReason } = bad;
    if (failureReason === undefined) throw new Error('the sample has a reason');
    const report: Report = { ...UNPUBLISHED, failureReason, published: [bad] };
    expect(byRelevance(report)).toEqual([bad, GOOD]);
    expect(breachesOf(report)[0]).toMatchObject({ attestation: bad.name, reason: failureReason });
  });
});
