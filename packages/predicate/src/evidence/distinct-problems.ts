import type { SourceProblem } from './source.ts';

/** The problems, each once: a thousand bundles that nobody can have are one thing to tell. Pure. */
export function distinctProblems(problems: readonly SourceProblem[]): readonly SourceProblem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
