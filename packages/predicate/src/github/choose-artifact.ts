import type { ExpectedRun } from './run-problem.ts';
import type { RunArtifact } from './schema.ts';

/** The one artifact that was meant, or why there is none. */
export type ChosenArtifact =
  | { readonly artifact: RunArtifact }
  | { readonly problem: string; readonly isExpired: boolean };

/**
 * The artifact of that name among those that a run lists, or why there is none. GitHub lists expired ones too, and lets two
 * attempts of a run leave artifacts of one name. Pure.
 */
export function chooseArtifact(artifacts: readonly RunArtifact[], name: string): ChosenArtifact {
  const named = artifacts.filter((artifact) => artifact.name === name);
  const kept = named.filter(({ expired }) => !expired);
  const [only, ...others] = kept;
  if (only && others.length === 0) return { artifact: only };
  if (only) {
    const problem = `the run has ${kept.length} artifacts ${name}: name one by its id`;
    return { problem, isExpired: false };
  }
  return named.length > 0
    ? { problem: `the artifact ${name} has expired`, isExpired: true }
    : { problem: `the run has no artifact ${name}`, isExpired: false };
}

/** Why an artifact is not of the expected run, or `undefined` (spec.md 1.10, T10). Pure. */
export function artifactProblem(
  { workflow_run: run }: RunArtifact,
  expected: Pick<ExpectedRun, 'id' | 'repositoryId' | 'commit'>,
): string | undefined {
  if (!run) return 'the artifact is of no run';
  const compared: readonly (readonly [what: string, actual: unknown, expected: unknown])[] = [
    ['run', run.id, expected.id],
    ['repository', run.repository_id, expected.repositoryId],
    ['head repository', run.head_repository_id, expected.repositoryId],
    ['commit', run.head_sha, expected.commit],
  ];
  const different = compared.find(([, actual, wanted]) => String(actual) !== String(wanted));
  if (!different) return undefined;
  const [what, actual, wanted] = different;
  return `the artifact's ${what} is ${String(actual ?? 'not stated')}, expected ${String(wanted)}`;
}
