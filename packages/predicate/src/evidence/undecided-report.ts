import type { FailureReason } from '../failure-reason.ts';
import type { Release } from '../release.ts';
import type { InconclusiveReport } from '../report.ts';
import type { SourceProblem } from './source.ts';

/** What could not even be asked. */
export interface Undecided {
  /** What it was about, for example an image's name. */
  readonly name: string;
  /** Who could not say something without which there is no question. */
  readonly source: string;
  readonly problem: SourceProblem;
  /** Default: as for a source that could not say. */
  readonly failureReason?: FailureReason;
  readonly release?: Release;
  /** The caller's clock. */
  readonly now: Date;
}

/**
 * A report on an artifact about which nothing could be asked, since it could not be learned what it is or whom to trust: it is
 * undecided, and as visible as every other. Pure.
 */
export function undecidedReport(undecided: Undecided): InconclusiveReport {
  const { name, source, problem, release = {}, now } = undecided;
  const usual = problem.reason === 'rate_limited' ? 'rate_limited' : 'upstream_unavailable';
  return {
    verdict: 'inconclusive',
    failureReason: undecided.failureReason ?? usual,
    artifacts: [{ name }],
    release,
    attestations: [],
    sources: [{ source, found: 0, degraded: [problem] }],
    trust: [],
    notAsked: [],
    verifiedAt: now.toISOString(),
  };
}
