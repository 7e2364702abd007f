import { pointerOf, valueAt } from '@provkit/json';
import type { Statement } from '../statement/schemas.ts';
import type { BuildType } from './build-type.ts';

/** A value and where in the statement it stands (JSON pointer). */
export interface Located {
  readonly value: string;
  readonly pointer: string;
}

/** The material that names the source: `git+REPO@REF` with its commit. */
export interface SourceMaterial {
  readonly repository: Located;
  readonly ref: Located;
  /** Every accepted digest that it states; more than one must be equal. */
  readonly commits: readonly Located[];
}

/** What a statement says of its build, read by the pointers of its build type. Absent where the statement is silent. */
export interface Build {
  readonly buildType: BuildType;
  /** All materials that name a Git repository and ref. */
  readonly materials: readonly SourceMaterial[];
  readonly workflow: { readonly [field in 'repository' | 'ref' | 'path']?: Located };
  readonly builderId?: Located;
  readonly invocation?: Located;
}

/** `git+https://host/owner/name@refs/…`: the URL has no `@`, a ref may. */
const GIT_MATERIAL = /^git\+(https:\/\/[^/@\s]+\/[^/@\s]+\/[^/@\s]+)@(refs\/\S+)$/;

/** Reads what the checks compare. Never judges. */
export function readBuild(statement: Statement, buildType: BuildType): Build {
  const located = (pointer: string): Located | undefined => {
    const value = valueAt(statement, pointer);
    return typeof value === 'string' ? { value, pointer } : undefined;
  };
  const { workflow, builderId, invocation } = buildType;
  return {
    buildType,
    materials: readMaterials(statement, buildType),
    workflow: definedOnly({
      repository: located(workflow.repository),
      ref: located(workflow.ref),
      path: located(workflow.path),
    }),
    ...definedOnly({ builderId: located(builderId), invocation: located(invocation) }),
  };
}

function readMaterials(
  statement: Statement,
  { materials, commitDigests }: BuildType,
): readonly SourceMaterial[] {
  const list = valueAt(statement, materials);
  if (!Array.isArray(list)) return [];
  return list.flatMap((material, index): SourceMaterial[] => {
    const pointer = `${materials}${pointerOf([index])}`;
    const uri = valueAt(material, '/uri');
    const [, repository, ref] = (typeof uri === 'string' && GIT_MATERIAL.exec(uri)) || [];
    if (repository === undefined || ref === undefined) return [];
    const commits = commitDigests.flatMap((algorithm): Located[] => {
      const value = valueAt(material, `/digest/${algorithm}`);
      return typeof value === 'string'
        ? [{ value, pointer: `${pointer}/digest/${algorithm}` }]
        : [];
    });
    const at = `${pointer}/uri`;
    return [
      { repository: { value: repository, pointer: at }, ref: { value: ref, pointer: at }, commits },
    ];
  });
}

type Defined<T> = { [key in keyof T]?: Exclude<T[key], undefined> };

function definedOnly<T extends object>(members: T): Defined<T> {
  const defined = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as Defined<T>; // fromEntries forgets the keys
}
