import { type SourceProblem, undecidedReport } from '@provkit/predicate/evidence';
import type { Ports } from '../ports.ts';
import type { Target } from '../target.ts';
import type { OpenedTarget } from '../verify-targets.ts';

/** A target about which nothing could be asked. */
export function undecidedTarget(
  { name, release }: Target,
  source: string,
  problem: SourceProblem,
  { clock }: Pick<Ports, 'clock'>,
): OpenedTarget {
  const now = new Date(clock.now());
  return { report: undecidedReport({ name, source, problem, now, ...(release && { release }) }) };
}
