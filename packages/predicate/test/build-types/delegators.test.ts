import { DEFAULT_CLAIMS, DELEGATED_BUILDER, type TestStatement } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { put } from './places.ts';
import { disagreements, resultOf, rowsOf, verifyPair } from './signed-pair.ts';

const GENERATOR = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows';
const OTHER = 'd'.repeat(40);

const setting = (pointer: string, value: unknown) => (statement: TestStatement) =>
  put(statement, pointer, value);

describe('another checkout than the trigger’s (spec 1.9 E)', () => {
  const policy = { checkout: 'differentAllowedUnsafe' } as const;
  const release = { tag: 'v1.2.3', commit: OTHER, run: { id: '42', attempt: 1 } };
  const CASES = [
    ['delegator', '/predicate/buildDefinition/resolvedDependencies/0', 'gitCommit'],
    ['delegator-v0.2', '/predicate/materials/0', 'sha1'],
  ] as const;

  test.each(CASES)('%s: another commit needs the policy', (buildType, material, algorithm) => {
    const change = setting(`${material}/digest/${algorithm}`, OTHER);
    expect(disagreements(verifyPair({ buildType, change, release }))).toEqual(['commit']);
    const report = verifyPair({ buildType, change, release, policy });
    expect(report).toMatchObject({ verdict: 'pass', provenance: { source: { commit: OTHER } } });
    expect(rowsOf(report).find(({ name }) => name === 'commit')?.outcome).toBe('not_applicable');
  });

  test.each(CASES)('%s: then the material’s commit must be the expected one', (buildType) => {
    expect(resultOf(verifyPair({ buildType, release, policy }), 'material')).toMatchObject({
      status: 'fail',
      expected: OTHER,
      actual: DEFAULT_CLAIMS.sha,
    });
  });

  test.each(CASES)(
    '%s: then the material’s ref must be the expected one',
    (buildType, material) => {
      const uri = 'git+https://github.com/acme/widgets@refs/heads/evil';
      const report = verifyPair({ buildType, change: setting(`${material}/uri`, uri), policy });
      expect(resultOf(report, 'release')).toMatchObject({
        status: 'fail',
        actual: 'refs/heads/evil',
      });
      expect(report.verdict).toBe('fail');
    },
  );

  test.each(CASES)('%s: another repository never passes', (buildType, material) => {
    const uri = 'git+https://github.com/evil/widgets@refs/tags/v1.2.3';
    const report = verifyPair({ buildType, change: setting(`${material}/uri`, uri), policy });
    expect(resultOf(report, 'source')).toMatchObject({
      status: 'fail',
      reason: 'source_mismatch',
    });
    expect(report.verdict).toBe('fail');
  });

  test.each([
    ['delegator', '/predicate/buildDefinition/internalParameters/GITHUB_SHA', 'GITHUB_SHA'],
    ['delegator-v0.2', '/predicate/invocation/environment/GITHUB_SHA', 'GITHUB_SHA'],
    ['delegator-v0.2', '/predicate/invocation/configSource/digest/sha1', 'config source commit'],
  ] as const)(
    '%s: the trigger’s commit at %s stays bound to the certificate',
    (buildType, pointer, row) => {
      const report = verifyPair({ buildType, change: setting(pointer, OTHER), policy });
      expect(disagreements(report)).toEqual([row]);
      expect(report.verdict).toBe('fail');
    },
  );
});

describe('the builder that a delegator names (spec 1.9 E)', () => {
  const POINTER = '/predicate/runDetails/builder/id';

  test.each([
    ['itself', `${GENERATOR}/delegator_generic_slsa3.yml@refs/tags/v2.1.0`],
    [
      'another tool',
      'https://github.com/evil/builder/.github/workflows/build_slsa3.yml@refs/tags/v1.0.0',
    ],
    ['another release', DELEGATED_BUILDER.replace('v1.0.0', 'v1.0.1')],
    ['a branch', DELEGATED_BUILDER.replace('refs/tags/v1.0.0', 'refs/heads/main')],
    ['a prerelease', `${DELEGATED_BUILDER}-rc.1`],
    ['JReleaser’s suffix', `${DELEGATED_BUILDER}-java`],
  ])('fails for %s', (_, id) => {
    const report = verifyPair({ buildType: 'delegator', change: setting(POINTER, id) });
    expect(resultOf(report, 'builder')).toMatchObject({ status: 'fail', actual: id });
    expect(report.verdict).toBe('fail');
  });

  test('holds for JReleaser’s own suffix', () => {
    const workflow = 'https://github.com/jreleaser/release-action/.github/workflows/builder.yml';
    const report = verifyPair({
      buildType: 'delegator',
      change: setting(POINTER, `${workflow}@refs/tags/v1.2.3-java`),
      policy: { builder: { workflow, ref: 'semver-tag' } },
    });
    expect(report.verdict).toBe('pass');
  });

  test('the second delegator signs the same build type', () => {
    const san = `${GENERATOR}/delegator_lowperms-generic_slsa3.yml@refs/tags/v2.1.0`;
    const report = verifyPair({ buildType: 'delegator', certificate: { extensions: { 9: san } } });
    expect(report.verdict).toBe('pass');
  });
});
