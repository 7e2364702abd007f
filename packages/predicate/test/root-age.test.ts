import { createHash } from 'node:crypto';
import { ARTIFACT, createSigstore, DEFAULT_CLAIMS } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { createVerifier, definePolicy, parseTrustedRoot, type VerifyInput } from '../src/index.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });
const trust = parseTrustedRoot(sigstore.trustedRoot, 'test root');
const SHA256 = createHash('sha256').update(ARTIFACT.bytes).digest('hex');

function verify(maxRootAgeDays: number, input: Partial<VerifyInput> = {}) {
  const policy = definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
    maxRootAgeDays,
  });
  return createVerifier({ trust, policy }).verify({
    bundles: [{ name: 'release.json', content: JSON.stringify(sigstore.sign()) }],
    artifacts: [{ name: ARTIFACT.name, sha256: SHA256 }],
    release: { tag: 'v1.2.3', commit: DEFAULT_CLAIMS.sha, run: { id: '42', attempt: 1 } },
    now: new Date(NOW),
    ...input,
  });
}

describe('age of the trusted root (T11)', () => {
  test('a root older than the policy allows decides nothing', () => {
    const later = verify(10, { now: new Date(NOW + 400 * 86_400_000) });
    expect(later).toMatchObject({
      verdict: 'inconclusive',
      failureReason: 'trust_root_unavailable',
    });
    const [{ checks } = { checks: [] }] = later.attestations;
    expect(checks.find(({ id }) => id === 'trust-profile')).toMatchObject({
      status: 'inconclusive',
      expected: 'at most 10 days',
    });
    expect(
      checks.filter(({ id }) => id === 'identity' || id === 'denied').map(({ status }) => status),
    ).toEqual(['skipped', 'skipped']);
  });

  test('a clock that was set back does not make a root younger than what was signed under it', () => {
    const DAY = 86_400_000;
    const since = Date.parse(trust.roots[0]?.summary.newestAuthority ?? '');
    const days = Math.floor((NOW - since) / DAY);
    expect(days).toBeGreaterThan(1);
    const now = new Date(NOW - days * DAY);
    expect(verify(days, { now })).toMatchObject({ verdict: 'pass' });
    expect(verify(days - 1, { now })).toMatchObject({
      verdict: 'inconclusive',
      failureReason: 'trust_root_unavailable',
    });
  });

  test('a bundle that is bad under any root fails all the same', () => {
    const bad = { name: 'bad.json', content: '{}' };
    const report = verify(10, { bundles: [bad], now: new Date(NOW + 400 * 86_400_000) });
    expect(report.verdict).toBe('fail');
  });
});
