import { valueAt } from '@provkit/json';
import { claimsForBuilder, TEST_BUILD_TYPES, type TestBuildType } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { urisOf } from '../../src/build-types/known-build-types.ts';
import { referencesOf } from '../../src/build-types/template.ts';
import { FORGED_CERTIFICATES, type ForgedClaim, ROWS_OF_CLAIM } from './forged-certificates.ts';
import { another, put, rowsReading, statementPlaces, tableOf } from './places.ts';
import { disagreements, resultOf, rowsOf, verifyPair } from './signed-pair.ts';

const WORKFLOW = '/predicate/buildDefinition/externalParameters/workflow';

/** The only places of a statement that two rows read: the workflow is put together from three of them. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  [`${WORKFLOW}/ref`]: ['workflow ref', 'workflow'],
  [`${WORKFLOW}/repository`]: ['workflow repository', 'workflow'],
};

const PLACES = TEST_BUILD_TYPES.flatMap((buildType) =>
  statementPlaces(tableOf(buildType)).map((pointer) => [buildType, pointer] as const),
);

const CLAIMS = TEST_BUILD_TYPES.flatMap((buildType) =>
  (Object.keys(FORGED_CERTIFICATES) as ForgedClaim[]).map((claim) => [buildType, claim] as const),
);

describe('an honest pair of statement and certificate (spec 1.8)', () => {
  test.each(TEST_BUILD_TYPES)('%s: every row holds, and the release passes', (buildType) => {
    const report = verifyPair({ buildType });
    expect(report.verdict).toBe('pass');
    expect(resultOf(report, 'claims')?.status).toBe('pass');
    const { rules } = tableOf(buildType);
    expect(
      rowsOf(report)
        .slice(0, rules.length)
        .map(({ name }) => name),
    ).toEqual(rules.map(({ rule }) => rule.name));
    const silent = rowsOf(report).filter(({ outcome }) => outcome !== 'equal');
    expect(silent.map(({ name }) => name)).toEqual(SILENT[buildType] ?? []);
  });

  test.each(urisOf(tableOf('go-v0.2').buildType))(
    'spec 1.9 D: Go’s name %s is the same build type',
    (uri) => {
      const named = (change: (predicate: Record<string, unknown>) => void) =>
        verifyPair({
          buildType: 'go-v0.2',
          change: ({ predicate }) => {
            put({ predicate }, '/predicate/buildType', uri);
            change(predicate);
          },
        });
      expect(named(() => {}).verdict).toBe('pass');
      const forged = named((predicate) =>
        put({ predicate }, '/predicate/builder/id', 'https://example.com/b'),
      );
      expect(disagreements(forged)).toEqual(['builder']);
    },
  );
});

/** Rows for another spelling of what the builder writes. */
const SILENT: { readonly [buildType in TestBuildType]?: readonly string[] } = {
  github: ['commit (sha1)'],
  npm: ['commit (sha1)'],
  'generic-v0.2': ['run and attempt (Id)'],
  'go-v0.2': ['run and attempt (Id)'],
  'container-v0.2': ['run and attempt (Id)'],
  delegator: ['commit (sha1)'],
};

describe('a statement that says something else in one place (issue Show 1)', () => {
  test.each(PLACES)(
    '%s %s: exactly the row that reads it differs, and the release fails',
    (buildType, pointer) => {
      const report = verifyPair({
        buildType,
        change: (statement) => put(statement, pointer, another(valueAt(statement, pointer))),
      });
      const rows = rowsReading(tableOf(buildType), pointer);
      expect(rows).toEqual(SHARED[pointer] ?? rows.slice(0, 1));
      expect(disagreements(report)).toEqual(rows);
      expect(resultOf(report, 'claims')).toMatchObject({
        status: 'fail',
        reason: 'claim_mismatch',
      });
      expect(report).toMatchObject({ verdict: 'fail' });
      expect(report).not.toHaveProperty('provenance');
    },
  );
});

describe('a certificate that says something else in one claim (issue Show 1)', () => {
  test.each(CLAIMS)('%s %s: exactly the rows that read it differ', (buildType, claim) => {
    const extensions = FORGED_CERTIFICATES[claim](claimsForBuilder(buildType));
    const report = verifyPair({ buildType, certificate: { extensions } });
    const rows = ROWS_OF_CLAIM[buildType][claim];
    expect(resultOf(report, 'identity')?.status).toBe('pass');
    expect(disagreements(report)).toEqual(rows);
    expect(resultOf(report, 'claims')?.status).toBe(rows.length === 0 ? 'pass' : 'fail');
    if (rows.length > 0) expect(report.verdict).toBe('fail');
  });

  test.each(TEST_BUILD_TYPES)(
    '%s: every claim that its table reads is among the forged ones',
    (buildType) => {
      const read = tableOf(buildType)
        .rules.flatMap(({ statement, certificate }) =>
          [statement, ...certificate].flatMap(referencesOf),
        )
        .flatMap(({ source, key }) =>
          source === 'claim' ? [/^[0-9]/.test(key) ? `.${key}` : key] : [],
        )
        .map((key) => (key === '.21' ? 'run' : key));
      expect(Object.keys(FORGED_CERTIFICATES)).toEqual(expect.arrayContaining([...new Set(read)]));
      for (const claim of new Set(read)) {
        expect(ROWS_OF_CLAIM[buildType][claim as ForgedClaim], claim).not.toEqual([]);
      }
    },
  );
});
