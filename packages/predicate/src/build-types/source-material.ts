import { pointerOf, valueAt } from '@provkit/json';
import type { Statement } from '../statement/schemas.ts';
import type { BuildType } from './build-type.ts';

/** A value and where in the statement it stands (JSON pointer). */
export interface Located {
  readonly value: string;
  readonly pointer: string;
}

/** A material that names a Git repository: `git+REPO@REF`, or `git+REPO` without a ref. */
export interface SourceMaterial {
  /** JSON pointer of the material itself. */
  readonly pointer: string;
  readonly material: unknown;
  readonly repository: Located;
  readonly ref?: Located;
  /** Every accepted digest that it states; more than one must be equal. */
  readonly commits: readonly Located[];
}

/** `git+https://host/owner/name@refs/…`: the URL has no `@`, a ref may. */
const GIT_MATERIAL = /^git\+(https:\/\/[^/@\s]+\/[^/@\s]+\/[^/@\s]+?)(?:@(refs\/\S+))?$/;

/** All materials that name a Git repository, whether or not with a ref. Never judges. */
export function gitMaterials(
  statement: Statement,
  { materials }: BuildType,
): readonly SourceMaterial[] {
  return materialsWithUri(statement, materials.at).flatMap(
    ({ material, pointer, uri }): SourceMaterial[] => {
      const [, repository, ref] = GIT_MATERIAL.exec(uri.value) ?? [];
      if (repository === undefined) return [];
      return [
        {
          pointer,
          material,
          repository: { value: repository, pointer: uri.pointer },
          ...(ref !== undefined && { ref: { value: ref, pointer: uri.pointer } }),
          commits: materials.digests.flatMap((algorithm) => commitOf(material, algorithm, pointer)),
        },
      ];
    },
  );
}

/** Every material that has a URI. */
export function materialsWithUri(
  statement: Statement,
  at: string,
): readonly { material: unknown; pointer: string; uri: Located }[] {
  const list = valueAt(statement, at);
  if (!Array.isArray(list)) return [];
  return list.flatMap((material: unknown, index) => {
    const pointer = `${at}${pointerOf([index])}`;
    const uri = valueAt(material, '/uri');
    return typeof uri === 'string'
      ? [{ material, pointer, uri: { value: uri, pointer: `${pointer}/uri` } }]
      : [];
  });
}

function commitOf(material: unknown, algorithm: string, pointer: string): readonly Located[] {
  const value = valueAt(material, `/digest/${algorithm}`);
  return typeof value === 'string' ? [{ value, pointer: `${pointer}/digest/${algorithm}` }] : [];
}

/**
 * The material that the build was made from: the one of the expected repository, else the only Git material there is
 * (which the check `source` then finds to be another repository's). Several of the expected repository are one too
 * many: the check `material` says so.
 */
export function sourceAmong(
  materials: readonly SourceMaterial[],
  repository: string,
): SourceMaterial | undefined {
  const [expected] = materials.filter((material) => material.repository.value === repository);
  return expected ?? (materials.length === 1 ? materials[0] : undefined);
}
