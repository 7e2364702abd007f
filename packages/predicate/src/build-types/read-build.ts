import { valueAt } from '@provkit/json';
import { type AgreedRow, type Agreeing, agree } from './agreement.ts';
import type { AgreementItem, BuildType } from './build-type.ts';
import type { CompiledBuildType } from './compile-build-type.ts';
import { contradictoryUri, urisNaming } from './material-ambiguity.ts';
import { gitMaterials, type Located, type SourceMaterial, sourceAmong } from './source-material.ts';
import { unprovenClaims } from './unprovable.ts';

/** What a statement says of its build, read by the data of its build type. Absent where the statement is silent. */
export interface Build {
  readonly buildType: BuildType;
  /** Where materials name the source repository, in whatever spelling; more than one place is one too many. */
  readonly naming: readonly Located[];
  /** A URI that stands at two materials with different digests. */
  readonly contradictory?: Located;
  /** The one that names the source. */
  readonly source?: SourceMaterial;
  readonly builderId?: Located;
  /** The agreement of certificate and predicate, every pair. */
  readonly rows: readonly AgreedRow[];
}

/** Whom and what a build is read for. */
export type ReadBuildInput = Omit<Agreeing, 'source'> & {
  /** URL of the expected source repository. */
  readonly repository: string;
};

/** Reads what the checks compare. Never judges. */
export function readBuild(
  compiled: CompiledBuildType,
  { repository, ...agreeing }: ReadBuildInput,
): Build {
  const { buildType } = compiled;
  const { statement } = agreeing;
  const materials = gitMaterials(statement, buildType);
  const source = sourceAmong(materials, repository);
  const contradictory = contradictoryUri(statement, buildType);
  const builderId = valueAt(statement, buildType.builderId);
  return {
    buildType,
    naming: urisNaming(repository, statement, buildType),
    ...(contradictory && { contradictory }),
    ...(source && { source }),
    ...(typeof builderId === 'string' && {
      builderId: { value: builderId, pointer: buildType.builderId },
    }),
    rows: [...agree(compiled, { ...agreeing, source }), ...unprovenClaims(statement, buildType)],
  };
}

/** The rows of one item that do not hold, in the table's order. */
export function disagreeing(
  { rows }: Pick<Build, 'rows'>,
  item?: AgreementItem,
): readonly AgreedRow[] {
  return rows.filter(
    (row) =>
      (item === undefined || row.item === item) &&
      (row.outcome === 'different' || row.outcome === 'absent'),
  );
}
