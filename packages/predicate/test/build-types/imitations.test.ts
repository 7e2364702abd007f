import { DEFAULT_CLAIMS, type TestStatement } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { put } from './places.ts';
import { disagreements, resultOf, rowsOf, verifyPair } from './signed-pair.ts';

const GENERATOR = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows';
const OWN = `https://github.com/${DEFAULT_CLAIMS.workflow_ref}`;

const setting = (pointer: string, value: unknown) => (statement: TestStatement) =>
  put(statement, pointer, value);

describe('imitations of the trusted builders (spec 1.9 D, E, F)', () => {
  test.each([
    ['generic-v0.2', 'the caller’s own workflow', OWN],
    [
      'generic-v0.2',
      'the generator of another build type',
      `${GENERATOR}/builder_go_slsa3.yml@refs/tags/v2.1.0`,
    ],
    [
      'go-v0.2',
      'the generator of another build type',
      `${GENERATOR}/generator_generic_slsa3.yml@refs/tags/v2.1.0`,
    ],
    [
      'container-v0.2',
      'the generator at a branch',
      `${GENERATOR}/generator_container_slsa3.yml@refs/heads/main`,
    ],
    ['go-v0.2', 'a prerelease of it', `${GENERATOR}/builder_go_slsa3.yml@refs/tags/v2.1.0-rc.0`],
    [
      'generic-v0.2',
      'a fork',
      'https://github.com/evil/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@refs/tags/v2.1.0',
    ],
  ] as const)(
    '%s signed by %s fails, although the policy accepts that signer',
    (buildType, _, san) => {
      const report = verifyPair({
        buildType,
        certificate: { extensions: { 9: san, 10: DEFAULT_CLAIMS.sha } },
        change: setting('/predicate/builder/id', san),
      });
      expect(resultOf(report, 'identity')?.status).toBe('pass');
      expect(resultOf(report, 'claims')?.status).toBe('pass');
      expect(resultOf(report, 'builder')).toMatchObject({
        status: 'fail',
        reason: 'builder_mismatch',
        actual: san,
      });
      expect(report.verdict).toBe('fail');
    },
  );

  test.each([
    ['the caller’s own workflow', OWN],
    ['the generic generator', `${GENERATOR}/generator_generic_slsa3.yml@refs/tags/v2.1.0`],
  ])('delegator signed by %s fails, although the policy accepts that signer', (_, san) => {
    const report = verifyPair({
      buildType: 'delegator',
      certificate: { extensions: { 9: san, 10: DEFAULT_CLAIMS.sha } },
    });
    expect(resultOf(report, 'builder')).toMatchObject({ status: 'fail', actual: san });
    expect(report.verdict).toBe('fail');
  });

  test('container-based signed by a fork fails: its program is not the generator’s', () => {
    const san =
      'https://github.com/evil/slsa-github-generator/.github/workflows/builder_container-based_slsa3.yml@refs/tags/v2.1.0';
    const report = verifyPair({
      buildType: 'container-based',
      certificate: { extensions: { 9: san } },
      change: setting('/predicate/runDetails/builder/id', san),
    });
    expect(disagreements(report)).toEqual(['builder program']);
    expect(resultOf(report, 'builder')).toMatchObject({
      status: 'fail',
      reason: 'builder_mismatch',
    });
  });

  test('container-based: an image that its URI does not pin fails', () => {
    const pointer = '/predicate/buildDefinition/externalParameters/builderImage/uri';
    const report = verifyPair({ buildType: 'container-based', change: setting(pointer, 'bash:5') });
    expect(disagreements(report)).toEqual(['builder image']);
    expect(report.verdict).toBe('fail');
  });
});

describe('a predicate that could be read as two build types (spec 1.3 #11)', () => {
  test.each([
    ['generic-v0.2', { buildDefinition: { buildType: 'https://example.com/build' } }, 'pass'],
    [
      'delegator-v0.2',
      { buildType: 'https://example.com/build', buildDefinition: { buildType: 'DELEGATOR' } },
      'fail',
    ],
  ] as const)('%s is read by the version that its type says', (buildType, members, verdict) => {
    const text = JSON.stringify(members).replace(
      'DELEGATOR',
      'https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0',
    );
    const report = verifyPair({
      buildType,
      change: ({ predicate }) => {
        Object.assign(predicate, JSON.parse(text));
      },
    });
    expect(report.verdict).toBe(verdict);
    expect(resultOf(report, 'build-type')?.status).toBe(verdict);
  });
});

describe('texts that could be divided in another way (spec 1.8)', () => {
  const WORKFLOW = '/predicate/buildDefinition/externalParameters/workflow';
  const path = '.github/workflows/release.yml';
  const repository = 'https://github.com/acme/widgets';
  const ref = 'refs/tags/v1.2.3';

  test.each([
    [{ repository, path: `${path}@refs/tags`, ref: 'v1.2.3' }],
    [{ repository, path: `${path}@${ref}`, ref: '' }],
    [{ repository: 'https://github.com/acme', path: `widgets/${path}`, ref }],
    [{ repository: `${repository}/.github`, path: 'workflows/release.yml', ref }],
    [{ repository, path: [path], ref }],
    [{ repository: [repository], path, ref }],
    [{ repository, path: { toString: path }, ref }],
    [[repository, path, ref]],
  ])('%j is not the workflow of the certificate', (workflow) => {
    const report = verifyPair({ buildType: 'github', change: setting(WORKFLOW, workflow) });
    expect(disagreements(report)).not.toEqual([]);
    expect(resultOf(report, 'claims')).toMatchObject({ reason: 'claim_mismatch' });
    expect(report.verdict).toBe('fail');
  });
});

describe('claims that nobody can prove, signed by npm (spec 1.9 B, C)', () => {
  const ENVIRONMENT = '/predicate/invocation/environment';
  const GITHUB = '/predicate/buildDefinition/internalParameters/github';

  test.each([
    ['npm-v0.2', '/predicate/metadata/buildStartedOn', '2023-01-31T12:00:00Z'],
    ['npm-v0.2', '/predicate/metadata/buildFinishedOn', '2023-01-31T12:00:00Z'],
    ['npm-v0.2', '/predicate/invocation/parameters', { command: 'publish' }],
    ['npm-v0.2', '/predicate/buildConfig', { steps: [] }],
    ['npm-v0.2', '/predicate/metadata/completeness/parameters', true],
    ['npm-v0.2', '/predicate/metadata/completeness/environment', true],
    ['npm-v0.2', '/predicate/metadata/completeness/materials', true],
    ['npm-v0.2', '/predicate/metadata/reproducible', true],
    ['npm-v0.2', `${ENVIRONMENT}/GITHUB_ACTOR`, 'octocat'],
    ['npm-v0.2', `${ENVIRONMENT}/GITHUB_RUN_NUMBER`, '7'],
    ['npm-v0.2-gha1', '/predicate/metadata/reproducible', true],
    ['npm-v0.2-gha1', `${ENVIRONMENT}/GITHUB_ACTOR`, 'octocat'],
    ['npm', `${GITHUB}/actor`, 'octocat'],
    ['npm', `${GITHUB}/runner_environment`, 'github-hosted'],
    ['npm', '/predicate/runDetails/metadata/startedOn', '2023-01-31T12:00:00Z'],
    ['npm', '/predicate/runDetails/metadata/finishedOn', '2023-01-31T12:00:00Z'],
  ] as const)('%s %s = %j fails', (buildType, pointer, value) => {
    const report = verifyPair({ buildType, change: setting(pointer, value) });
    expect(report.verdict).toBe('fail');
    expect(resultOf(report, 'claims')).toMatchObject({ status: 'fail', reason: 'claim_mismatch' });
    expect(rowsOf(report).filter(({ outcome }) => outcome === 'different')).toEqual([
      {
        name: 'a claim that nothing proves',
        claim: 'no claim of the certificate',
        pointer,
        outcome: 'different',
        stated: JSON.stringify(value),
      },
    ]);
  });

  test.each([
    ['/predicate/metadata/buildStartedOn', null],
    ['/predicate/metadata/completeness', null],
    ['/predicate/invocation/parameters', null],
    ['/predicate/buildConfig', {}],
  ] as const)('npm-v0.2 %s = %j claims nothing', (pointer, value) => {
    expect(verifyPair({ buildType: 'npm-v0.2', change: setting(pointer, value) }).verdict).toBe(
      'pass',
    );
  });
});
