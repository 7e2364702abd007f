import { valueAt } from '@provkit/json';
import { TEST_BUILD_TYPES, type TestBuildType } from '@provkit/testkit';
import {
  type CompiledBuildType,
  compileBuildType,
} from '../../src/build-types/compile-build-type.ts';
import { BUILD_TYPES } from '../../src/build-types/known-build-types.ts';
import { type Reference, referencesOf } from '../../src/build-types/template.ts';

/** The known tables, by the names that the testkit has for them; both lists are in the order of the specification. */
export const TABLES = new Map<TestBuildType, CompiledBuildType>(
  TEST_BUILD_TYPES.map((name, index) => {
    const table = BUILD_TYPES[index];
    if (!table) throw new Error(`no table for ${name}`);
    return [name, compileBuildType(table)];
  }),
);

/** The table of a build type. */
export function tableOf(buildType: TestBuildType): CompiledBuildType {
  const table = TABLES.get(buildType);
  if (!table) throw new Error(`no table for ${buildType}`);
  return table;
}

/** The places of the statement that a table reads, each once; those of the source material are of the first one. */
export function statementPlaces(table: CompiledBuildType): readonly string[] {
  const places = table.rules
    .flatMap(({ statement, certificate }) => [statement, ...certificate].flatMap(referencesOf))
    .filter(({ source }) => source !== 'claim')
    .map((reference) => placeOf(reference, table));
  return [...new Set(places)];
}

/** The names of the rows that read a place. */
export function rowsReading(table: CompiledBuildType, place: string): readonly string[] {
  return table.rules
    .filter(({ statement, certificate }) =>
      [statement, ...certificate]
        .flatMap(referencesOf)
        .some((reference) => reference.source !== 'claim' && placeOf(reference, table) === place),
    )
    .map(({ rule }) => rule.name);
}

function placeOf({ source, key }: Reference, { buildType }: CompiledBuildType): string {
  return source === 'material' ? `${buildType.materials.at}/0${key}` : key;
}

/** Changes what stands at a place, or removes it. */
export function put(statement: object, pointer: string, value: unknown): void {
  const at = pointer.lastIndexOf('/');
  const parent = valueAt(statement, pointer.slice(0, at)) as Record<string, unknown> | undefined;
  if (!parent) throw new Error(`nothing above ${pointer}`);
  const member = pointer.slice(at + 1);
  if (value === undefined) Reflect.deleteProperty(parent, member);
  else parent[member] = value;
}

/** Another value of the same kind: another number, another commit, text with one more character. */
export function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'string') return 'something';
  if (/^[0-9]+$/.test(value)) return String(Number(value) + 1);
  return /^[0-9a-f]{40}$/.test(value) ? 'd'.repeat(40) : `${value}0`;
}
