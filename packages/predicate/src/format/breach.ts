import { type Artifact, digestsOf } from '../artifact.ts';
import { CATALOG, CHECK_IDS, type CheckId } from '../checks/catalog.ts';
import type { AgreementRow, CheckResult } from '../checks/check-result.ts';
import { CHECK_GUIDES } from '../guide/checks.ts';
import type { FailureClass } from '../guide/classes.ts';
import { REASONS } from '../guide/reasons.ts';
import type { AttestationReport, Report } from '../report.ts';

/** One thing that is wrong, with all that a person needs to act on it. Plain JSON; every text is for people. */
export interface Breach {
  /** Names of the released files that it is about. */
  readonly artifact: string;
  /** Name of the attestation; absent when there is none. */
  readonly attestation?: string;
  /** Name of the expectations that it was held against, where the policy names them. */
  readonly policy?: string;
  /** The check that did not hold; absent when nothing could be checked. */
  readonly check?: CheckId;
  /** `inconclusive`: it could not be decided. */
  readonly status: 'fail' | 'inconclusive';
  /** A failure reason: one of `FailureReason`, or of those that the caller knows. */
  readonly reason: string;
  readonly class: FailureClass;
  /** What should hold. */
  readonly title: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  /** Where, as in `CheckResult`; absent when there is no document to point into. */
  readonly pointer?: string;
  /** What to do about it. */
  readonly hint: string;
  /** Section of the specification and clause that it breaks. */
  readonly spec: string;
  /** Only of the check `claims`: the pairs that it compared. */
  readonly rows?: readonly AgreementRow[];
}

/** A check that did not hold, or could not be decided, with nothing left out. */
export type CompleteCheck = CheckResult & {
  readonly status: Breach['status'];
} & Required<Pick<CheckResult, 'reason' | 'expected' | 'actual' | 'pointer' | 'hint'>>;

/** Everything that keeps a report from passing, the likeliest cause first. Empty on pass, and never else. Pure. */
export function breachesOf(report: Report): readonly Breach[] {
  if (report.verdict === 'pass') return [];
  const breaches = byRelevance(report).flatMap((attestation) =>
    attestationBreaches(attestation, report),
  );
  const all = [...sourceBreaches(report), ...breaches];
  return all.length > 0 ? all : [unexplained(report)];
}

/** What the sources could not say, where that is why there is no verdict. */
function sourceBreaches(report: Exclude<Report, { verdict: 'pass' }>): readonly Breach[] {
  if (report.verdict !== 'inconclusive') return [];
  return report.sources.flatMap(({ source, degraded }) =>
    degraded.map(({ reason, message }) => {
      const guide = REASONS[reason === 'rate_limited' ? reason : 'upstream_unavailable'];
      return {
        artifact: namesOf(report),
        status: 'inconclusive' as const,
        reason: reason === 'rate_limited' ? reason : 'upstream_unavailable',
        class: guide.class,
        title: 'every source that is asked gives its whole answer',
        message: `${source}: ${message}`,
        expected: 'the whole answer',
        actual: reason,
        hint: guide.fix.join(' '),
        spec: 'spec 1.2, S1.3',
      };
    }),
  );
}

/** What is wrong with one of a report's attestations, in the order of the checks. Pure. */
export function attestationBreaches(
  { name, policy, checks }: AttestationReport,
  report: Report,
): readonly Breach[] {
  const about = {
    artifact: namesOf(report),
    attestation: name,
    ...(policy !== undefined && { policy }),
  };
  return checks.flatMap((check) => {
    const complete = completeCheck(check);
    return complete ? [toBreach(complete, about)] : [];
  });
}

/** What an attestation is called: one of several sets of expectations is named beside it. Pure. */
export function labelOf({ name, policy }: Pick<AttestationReport, 'name' | 'policy'>): string {
  return policy === undefined ? name : `${name} (${policy})`;
}

/** What the report's artifacts are called, together. Pure. */
export function namesOf({ artifacts }: Pick<Report, 'artifacts'>): string {
  return artifacts.map(({ name }) => name).join(', ');
}

/**
 * The attestations, the one that gave the report its reason first, then those that came further before those that failed
 * early: a stranger's bundle beside ours must not crowd out the cause. Those that hold come last on a failure. In the
 * order given among equals. Pure.
 */
export function byRelevance(report: Report): AttestationReport[] {
  const relevance = ({ verdict, failureReason, checks }: AttestationReport) => {
    const isDecisive =
      report.verdict === 'pass'
        ? verdict === 'pass'
        : verdict === report.verdict && failureReason === report.failureReason;
    const first = checks.find(isBreach);
    const progress = first ? CHECK_IDS.indexOf(first.id) : -1;
    return (isDecisive ? CHECK_IDS.length : 0) + progress;
  };
  const all = [...report.attestations, ...(report.published ?? [])];
  return all.toSorted((a, b) => relevance(b) - relevance(a));
}

/**
 * A check that did not hold with what it did not say itself: what should have held as `expected`, what is wrong as
 * `actual`, the usual place, and the general fix. `undefined` for the others. Pure.
 */
export function completeCheck(check: CheckResult): CompleteCheck | undefined {
  if (!isBreach(check)) return undefined;
  const { id, message, reason, expected, actual, pointer, hint } = check;
  const { reason: usual, title, hint: general } = CATALOG[id];
  return {
    ...check,
    reason: reason ?? usual,
    expected: expected ?? title,
    actual: actual ?? message,
    pointer: pointer ?? CHECK_GUIDES[id].place,
    hint: hint ?? general,
  };
}

/** Whether a check did not hold, or could not be decided. Pure. */
export function isBreach(check: CheckResult): check is CheckResult & Pick<Breach, 'status'> {
  return check.status === 'fail' || check.status === 'inconclusive';
}

function toBreach(
  check: CompleteCheck,
  about: Pick<Breach, 'artifact' | 'attestation' | 'policy'>,
): Breach {
  const { id, status, reason, message, expected, actual, pointer, hint, spec, rows } = check;
  return {
    ...about,
    check: id,
    status,
    reason,
    class: REASONS[reason].class,
    title: CATALOG[id].title,
    message,
    expected,
    actual,
    pointer,
    hint,
    spec,
    ...(rows && { rows }),
  };
}

/** No check failed: there is no attestation, or none that says why it does not pass. Never an empty list, which reads as a pass. */
function unexplained(report: Exclude<Report, { verdict: 'pass' }>): Breach {
  const { verdict, failureReason: reason, artifacts, attestations, published } = report;
  const guide = REASONS[reason];
  if (attestations.length > 0 && published?.length === 0) return unpublished(report);
  const isNone = attestations.length === 0;
  return {
    artifact: namesOf(report),
    status: verdict,
    reason,
    class: guide.class,
    title: isNone ? 'there is an attestation' : 'an attestation satisfies every check',
    message: isNone ? 'there is no attestation' : 'no attestation satisfies every check',
    expected: `an attestation of ${artifacts.map(digestOf).join(', ')}`,
    actual: isNone ? 'none' : `${attestations.length}, and none that passes`,
    hint: guide.fix.join(' '),
    spec: 'spec 1.2, S1.6',
  };
}

/** Provenance there is, and the registry's own word that it has published this is missing (spec.md 1.9 B). */
function unpublished(report: Exclude<Report, { verdict: 'pass' }>): Breach {
  const { verdict, failureReason: reason } = report;
  return {
    artifact: namesOf(report),
    status: verdict,
    reason,
    class: REASONS[reason].class,
    title: 'the registry vouches for what it has published',
    message: 'the registry has no attestation of its own that it has published this',
    expected: `a publish attestation of ${report.artifacts.map(digestOf).join(', ')}`,
    actual: 'none',
    hint: 'Registries sign what is published with provenance; a version without it was published without, or is not from there.',
    spec: 'spec 1.9 B',
  };
}

/** The digest that most attestations state. */
function digestOf(artifact: Artifact): string {
  const [digest] = digestsOf(artifact);
  return digest ? digest.join(':') : artifact.name;
}
