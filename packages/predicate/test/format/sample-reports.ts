import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  BAD_RELEASES,
  createSigstore,
  DEFAULT_CLAIMS,
  statementFor,
} from '@provkit/testkit';
import type { AgreementRow, CheckResult } from '../../src/checks/check-result.ts';
import { createVerifier, parsePolicy, parseTrustedRoot, type Report } from '../../src/index.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });
const trust = parseTrustedRoot(sigstore.trustedRoot, 'test root');

const EXPECTED = { source: 'github:acme/widgets', workflow: '.github/workflows/release.yml' };
const OTHER = { ...EXPECTED, workflow: '.github/workflows/publish.yml' };

/** Verifies ARTIFACT, or other bytes, against bundles as the release v1.2.3. */
function verify(
  bundles: readonly unknown[],
  artifact: Uint8Array = ARTIFACT.bytes,
  expected: object = EXPECTED,
  sources: Report['sources'] = [],
): Report {
  const policy = parsePolicy(JSON.stringify({ version: 1, ...expected }), 'policy');
  const sha256 = createHash('sha256').update(artifact).digest('hex');
  return createVerifier({ trust, policy }).verify({
    bundles: bundles.map((bundle, index) => ({
      name: `${ARTIFACT.name}.sigstore.json${index === 0 ? '' : `.${index}`}`,
      content: JSON.stringify(bundle),
    })),
    artifacts: [{ name: ARTIFACT.name, sha256 }],
    release: { tag: 'v1.2.3', commit: DEFAULT_CLAIMS.sha, run: { id: '42', attempt: 1 } },
    now: new Date(NOW),
    sources,
  });
}

/** A release as it should be. */
export const PASS: Report = verify([sigstore.sign()]);

/** A good attestation beside two that do not hold. */
export const PASS_BESIDE_OTHERS: Report = verify([
  {},
  sigstore.sign({ log: 'none' }),
  sigstore.sign(),
]);

/** Built by another builder, in another run, which the certificate contradicts: three checks of one attestation fail. */
export const FAIL: Report = verify([
  sigstore.sign({
    statement: statementFor({
      change: ({ predicate }) => {
        predicate.runDetails.builder.id = 'https://example.com/builder';
        predicate.runDetails.metadata.invocationId =
          'https://github.com/acme/widgets/actions/runs/43/attempts/1';
      },
    }),
  }),
]);

/** No attestation at all. */
export const NONE: Report = verify([]);

/** A stranger's file first, then one that fails early, then the one that came furthest. */
export const FAIL_OF_THREE: Report = verify([
  { hello: 'world' },
  sigstore.sign({ log: 'none' }),
  sigstore.sign({
    statement: statementFor({
      change: ({ predicate }) => {
        predicate.runDetails.builder.id = 'https://example.com/builder';
      },
    }),
  }),
]);

/** Every kind of bad release with its report. */
export const BAD_REPORTS: readonly (readonly [name: string, Report])[] = BAD_RELEASES.map(
  ({ name, make }) => {
    const { bundle, artifact } = make(sigstore);
    return [name, verify([bundle], artifact)];
  },
);

const DEGRADED: Report['sources'] = [
  {
    source: 'attestations of github.com/acme/widgets',
    found: 0,
    degraded: [{ reason: 'not_permitted', message: 'the token may not read attestations' }],
  },
];

/** Nothing was found, and the source could not say whether there is something. */
export const SILENT: Report = verify([], undefined, EXPECTED, DEGRADED);

/** The source could not say, and the fallback had what was needed. */
export const PASS_BY_FALLBACK: Report = verify([sigstore.sign()], undefined, EXPECTED, DEGRADED);

/** One of two sets of expectations is met. */
export const ANY_OF: Report = verify([sigstore.sign()], undefined, {
  anyOf: [
    { name: 'later', ...OTHER },
    { name: 'today', ...EXPECTED },
  ],
});

/** One of two sets of expectations is met, and both must be. */
export const ALL_OF: Report = verify([sigstore.sign()], undefined, {
  allOf: [
    { name: 'build', ...EXPECTED },
    { name: 'publish', ...OTHER },
  ],
});

/** The root is older than the policy allows, so it decides nothing. */
export const OLD_ROOT: Report = verify([sigstore.sign()], undefined, {
  ...EXPECTED,
  maxRootAgeDays: 7,
});

/** A failure turned into what could not be decided, as a source that did not answer makes it. */
export const INCONCLUSIVE: Report = undecided(FAIL);

function undecided(report: Report): Report {
  if (report.verdict !== 'fail') throw new Error('not a failure');
  const attestations = report.attestations.map((attestation) => ({
    ...attestation,
    checks: attestation.checks.map((check) =>
      check.status === 'fail' ? { ...check, status: 'inconclusive' as const } : check,
    ),
  }));
  return { ...report, verdict: 'inconclusive', attestations };
}

/** An agreement table with a pair of each outcome. */
export const ROWS: readonly AgreementRow[] = [
  row(
    'source ref',
    '.14',
    '/predicate/buildDefinition/externalParameters/workflow/ref',
    'equal',
    'refs/tags/v1.2.3',
    'refs/tags/v1.2.3',
  ),
  row(
    'event name',
    '.20',
    '/predicate/buildDefinition/internalParameters/github/event_name',
    'different',
    'workflow_dispatch',
    'push',
  ),
  row(
    'repository id',
    '.15',
    '/predicate/buildDefinition/internalParameters/github/repository_id',
    'absent',
    '123',
  ),
  row(
    'runner',
    '.11',
    '/predicate/buildDefinition/internalParameters/github/runner_environment',
    'not_applicable',
    'github-hosted',
  ),
];

function row(
  name: string,
  claim: string,
  pointer: string,
  outcome: AgreementRow['outcome'],
  certified?: string,
  stated?: string,
): AgreementRow {
  return {
    name,
    claim: `certificate ${claim}`,
    pointer,
    outcome,
    ...(certified !== undefined && { certified }),
    ...(stated !== undefined && { stated }),
  };
}

/** A report with members of one check replaced, in every attestation. */
export function withCheck(
  report: Report,
  id: CheckResult['id'],
  change: Partial<CheckResult>,
): Report {
  const attestations = report.attestations.map((attestation) => ({
    ...attestation,
    checks: attestation.checks.map((check) => (check.id === id ? { ...check, ...change } : check)),
  }));
  return { ...report, attestations };
}

/** With an agreement table of every outcome, and a warning. */
export const FAIL_WITH_ROWS: Report = withCheck(FAIL, 'claims', {
  rows: ROWS,
  warnings: [
    'certificate .19 is not .13: the workflow was not taken from the commit that was built',
  ],
});

/** All agree, with a warning. */
export const PASS_WITH_ROWS: Report = withCheck(PASS, 'claims', {
  rows: ROWS.filter(({ outcome }) => outcome === 'equal' || outcome === 'not_applicable'),
  warnings: ['certificate .19 is not .13'],
});
