import type { SourceMaterial } from '../build-types/read-build.ts';
import type { CheckInput } from './statement-check.ts';

/**
 * The material that the build was made from: the one of the expected repository, else the only Git material there is
 * (which the check `source` then finds to be another repository's). Several of the expected repository are one too
 * many: the check `material` says so.
 */
export function sourceMaterial({
  build,
  policy,
}: Pick<CheckInput, 'build' | 'policy'>): SourceMaterial | undefined {
  const expected = build.materials.filter(
    ({ repository }) => repository.value === policy.repository,
  );
  return expected[0] ?? (build.materials.length === 1 ? build.materials[0] : undefined);
}
