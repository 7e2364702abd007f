import type { Artifact } from '../artifact.ts';
import type { FoundBundle } from '../bundle/bundle-source.ts';
import type { FailureReason } from '../failure-reason.ts';

/**
 * Why a source's answer is not complete. Closed list.
 * - upstream_unavailable: no connection, no answer in time, or an error of the server's own
 * - rate_limited: the server wants to be asked later
 * - not_permitted: the token may not read this, or it cannot be told from that there is nothing
 * - malformed: nonsense, too large, or leads where nobody is asked
 * - truncated: there is more than is read
 * - not_indexed_yet: nothing, so soon after the run that it may come yet
 */
export type SourceProblemReason =
  | 'upstream_unavailable'
  | 'rate_limited'
  | 'not_permitted'
  | 'malformed'
  | 'truncated'
  | 'not_indexed_yet';

/** What a source could not say. */
export interface SourceProblem {
  readonly reason: SourceProblemReason;
  /** One sentence for people, without secrets: what, where, and what to do about it. */
  readonly message: string;
}

/**
 * What a source answered. Without a problem the answer is complete: what is not among the bundles does not exist there, and no
 * bundle at all is a definite "none" (spec.md 1.2).
 */
export interface EvidenceOutcome {
  /** The source's name, as in the report. */
  readonly source: string;
  readonly bundles: readonly FoundBundle[];
  readonly problems: readonly SourceProblem[];
}

/** A place where attestations can be found: an API, a registry, files beside the artifact. */
export interface EvidenceSource {
  /** For people, for example `attestations of github.com/acme/widgets`. */
  readonly name: string;
  /**
   * Every attestation of an artifact. Repeating it is harmless. What goes wrong is a problem in the answer and never thrown,
   * except that the signal's reason is thrown when it aborts.
   */
  find(artifact: Artifact, options?: { readonly signal?: AbortSignal }): Promise<EvidenceOutcome>;
}

/** What the report says of a source. Plain JSON. */
export interface SourceSummary {
  readonly source: string;
  /** How many bundles, or files of bundles, it had. */
  readonly found: number;
  /** `source.degraded`: what it could not say, each with its reason. Empty: the answer was complete. */
  readonly degraded: readonly SourceProblem[];
}

/** What the report says of a source's answer. Pure. */
export function summarize({ source, bundles, problems }: EvidenceOutcome): SourceSummary {
  return { source, found: bundles.length, degraded: problems };
}

/**
 * Why nothing can be said to be missing, or `undefined` when every source answered completely: then what does not pass fails
 * (spec.md 1.2). Pure.
 */
export function undecidedReason(sources: readonly SourceSummary[]): FailureReason | undefined {
  const [first] = sources.flatMap(({ degraded }) => degraded);
  if (!first) return undefined;
  return first.reason === 'rate_limited' ? 'rate_limited' : 'upstream_unavailable';
}
