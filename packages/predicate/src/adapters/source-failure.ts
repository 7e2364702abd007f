import { problemOf } from '../evidence/problem-of.ts';
import type { SourceProblem } from '../evidence/source.ts';

/** Why a source cannot say something, on its way out of an adapter: `settle` makes it data again. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly problem: SourceProblem;

  constructor(problem: SourceProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What was asked for, or why it cannot be said. */
export type Settled<T> = { readonly value: T } | { readonly problem: SourceProblem };

/**
 * Asks, and makes what goes wrong on the way a problem.
 * @throws HttpError ABORTED: the caller's signal; whatever is our own fault
 */
export async function settle<T>(ask: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { problem: error instanceof SourceFailure ? error.problem : problemOf(error) };
  }
}
