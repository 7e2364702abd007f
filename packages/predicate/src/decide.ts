import { CHECK_IDS } from './checks/catalog.ts';
import type { FailureReason } from './failure-reason.ts';
import type { Expectations, Policy } from './policy/policy.ts';
import type { Release } from './release.ts';
import type { AttestationReport, Report } from './report.ts';
import type { AttestationOutcome } from './verify-attestation.ts';

/** Each attestation held against one set of expectations. */
export interface Judged {
  readonly expectations: Expectations;
  readonly outcomes: readonly AttestationOutcome[];
}

/** What else the verdict depends on. */
export interface BesideJudged {
  /** Why a source could not say; absent: all did. */
  readonly unsaid?: FailureReason | undefined;
  /** Reports on a registry's own attestations, one of which must hold; absent: none is asked for. */
  readonly published?: readonly AttestationReport[] | undefined;
}

/** A report without what is known before anything was judged. */
type Decision = DistributiveOmit<
  Report,
  'artifacts' | 'release' | 'published' | 'sources' | 'trust' | 'verifiedAt'
>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * The verdict (spec.md 1.2): `pass` if one set of expectations is met by an attestation, or each is where all must be;
 * else `fail`, unless of a set that is not met some attestation could not be decided, or a source could not say what it has. Pure.
 */
export function decide(
  match: Policy['match'],
  judged: readonly Judged[],
  release: Release,
  { unsaid, published }: BesideJudged,
): Decision {
  const attestations = judged.flatMap(({ outcomes }) => outcomes.map(({ report }) => report));
  const met = judged.map(({ outcomes }) =>
    outcomes.find(({ provenance }) => provenance !== undefined),
  );
  const passed =
    match === 'all' && met.includes(undefined) ? undefined : met.find((outcome) => outcome);
  const counted = judged.filter((_, index) => match === 'all' || met[index] !== undefined);
  const asked = passed ? counted : judged;
  const base = {
    attestations,
    notAsked: [...new Set(asked.flatMap(({ expectations }) => notAsked(expectations, release)))],
  };
  const isPublished = published?.some(({ verdict }) => verdict === 'pass') ?? true;
  if (passed?.provenance && passed.report.signer && isPublished) {
    return {
      verdict: 'pass',
      ...base,
      provenance: passed.provenance,
      signer: passed.report.signer,
    };
  }
  const unmet = judged.filter((_, index) => met[index] === undefined);
  const reports = unmet.flatMap(({ outcomes }) => outcomes.map(({ report }) => report));
  if (unsaid) return { verdict: 'inconclusive', ...base, failureReason: unsaid };
  if (passed) return { verdict: 'fail', ...base, failureReason: reasonOf(published ?? [], 'fail') };
  const verdict = isUndecided(match, unmet) ? 'inconclusive' : 'fail';
  return { verdict, ...base, failureReason: reasonOf(reports, verdict) };
}

/** Whether what is undecided could still make it a pass. */
function isUndecided(match: Policy['match'], unmet: readonly Judged[]): boolean {
  const isOpen = ({ outcomes }: Judged) =>
    outcomes.some(({ report }) => report.verdict === 'inconclusive');
  return match === 'all' ? unmet.every(isOpen) : unmet.some(isOpen);
}

/** The reason of the attestation that came furthest: a stranger's bundle beside ours must not name the cause. */
function reasonOf(
  reports: readonly AttestationReport[],
  verdict: 'fail' | 'inconclusive',
): FailureReason {
  const reasons = reports
    .filter((report) => report.verdict === verdict)
    .flatMap(({ checks }) => {
      const failed = checks.find(({ status }) => status === verdict);
      return failed?.reason === undefined
        ? []
        : [{ at: CHECK_IDS.indexOf(failed.id), reason: failed.reason }];
    });
  const [furthest] = reasons.toSorted((a, b) => b.at - a.at);
  return furthest?.reason ?? 'attestation_missing';
}

function notAsked({ signers, release: bound }: Expectations, release: Release): readonly string[] {
  return [
    ...(signers.some(({ signer }) => signer.kind === 'repository-only')
      ? ['which workflow signed: any workflow of the repository, on any branch, was accepted']
      : []),
    ...(bound.binding === 'noneUnsafe' && release.ref === undefined
      ? ['which release or branch it was built from']
      : []),
    ...(release.commit === undefined ? ['which commit it was built from'] : []),
    ...(release.run === undefined ? ['which run built it'] : []),
  ];
}
