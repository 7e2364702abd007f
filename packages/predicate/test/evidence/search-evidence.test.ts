import { createHash } from 'node:crypto';
import { ARTIFACT, createSigstore, DEFAULT_CLAIMS, type SignOptions } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import type { BundleSource } from '../../src/bundle/bundle-source.ts';
import {
  type EvidenceSource,
  type SourceProblem,
  searchEvidence,
} from '../../src/evidence/index.ts';
import { toText } from '../../src/format/index.ts';
import { createVerifier, definePolicy, explain, parseTrustedRoot } from '../../src/index.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });
const verifier = createVerifier({
  trust: parseTrustedRoot(sigstore.trustedRoot, 'test root'),
  policy: definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
  }),
});
const SEARCH = {
  artifact: {
    name: ARTIFACT.name,
    sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex'),
  },
  release: { tag: 'v1.2.3', commit: DEFAULT_CLAIMS.sha },
  now: new Date(NOW),
};

const signed = (name: string, options?: SignOptions): BundleSource => ({
  name,
  content: JSON.stringify(sigstore.sign(options)),
});
const GOOD = signed('good');
const EXPIRED = signed('expired', { loggedAfterMs: 11 * 60_000 });
const UNREACHABLE: SourceProblem = { reason: 'upstream_unavailable', message: 'no connection' };
const LIMITED: SourceProblem = { reason: 'rate_limited', message: 'asked too often' };
const FORBIDDEN: SourceProblem = { reason: 'not_permitted', message: 'needs attestations: read' };

/** A source of that name, and how often it was asked. */
function source(
  name: string,
  bundles: readonly BundleSource[],
  problems: readonly SourceProblem[] = [],
): EvidenceSource & { asked: number } {
  const it = {
    name,
    asked: 0,
    find: async () => {
      it.asked += 1;
      return { source: name, bundles, problems };
    },
  };
  return it;
}

describe('searchEvidence', () => {
  test('S1.3: the fallback is not asked when the first source passes', async () => {
    const [first, fallback] = [source('api', [GOOD]), source('beside', [EXPIRED])];
    const { report } = await searchEvidence(verifier, SEARCH, [first, fallback]);
    expect(report.verdict).toBe('pass');
    expect([first.asked, fallback.asked]).toEqual([1, 0]);
    expect(report.sources).toEqual([{ source: 'api', found: 1, degraded: [] }]);
  });

  test.each([
    ['has nothing', [], []],
    ['has only what fails', [EXPIRED], []],
    ['cannot say', [], [UNREACHABLE]],
    ['may not be read', [], [FORBIDDEN]],
  ])('S1.3: the fallback decides when the first source %s', async (_, bundles, problems) => {
    const sources = [source('api', bundles, problems), source('beside', [GOOD])];
    const { report } = await searchEvidence(verifier, SEARCH, sources);
    expect(report.verdict).toBe('pass');
    expect(report.sources).toEqual([
      { source: 'api', found: bundles.length, degraded: problems },
      { source: 'beside', found: 1, degraded: [] },
    ]);
  });

  test('spec 1.2: definitely none, everywhere, is attestation_missing', async () => {
    const sources = [source('api', []), source('beside', [])];
    const { report } = await searchEvidence(verifier, SEARCH, sources);
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'attestation_missing' });
    expect(explain(report)).toBe('widgets-1.2.3.tgz: attestation_missing: there is no attestation');
  });

  test.each([
    ['upstream_unavailable', UNREACHABLE],
    ['rate_limited', LIMITED],
    ['upstream_unavailable', FORBIDDEN],
  ])(
    'T19, spec 1.2: %s when a source could not say, whatever the others have',
    async (reason, problem) => {
      for (const bundles of [[], [EXPIRED]]) {
        const sources = [source('api', [], [problem]), source('beside', bundles)];
        const { report } = await searchEvidence(verifier, SEARCH, sources);
        expect(report).toMatchObject({ verdict: 'inconclusive', failureReason: reason });
        expect(report).not.toHaveProperty('provenance');
        expect(explain(report)).toBe(`widgets-1.2.3.tgz: ${reason}: ${problem.message}`);
        expect(toText({ reports: [report] })).toContain(`\n  api: ${problem.message}\n`);
      }
    },
  );

  test('spec 1.2: what fails fails when every source answered completely', async () => {
    const { report } = await searchEvidence(verifier, SEARCH, [source('api', [EXPIRED])]);
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'certificate_untrusted' });
  });

  test('T16: what a source says cannot move the cursor', async () => {
    const problem: SourceProblem = { reason: 'malformed', message: 'bad\u001b[2Jname\n::error::' };
    const { report } = await searchEvidence(verifier, SEARCH, [source('a\u001bpi', [], [problem])]);
    expect(toText({ reports: [report] })).toContain(
      '\n  a\\u{1b}pi: bad\\u{1b}[2Jname\\u{a}::error::',
    );
  });
});
