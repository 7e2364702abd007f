import {
  claimsForBuilder,
  DEFAULT_CLAIMS,
  oldCertificate,
  type TestBuildType,
  type TestStatement,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import type { PolicyOptions, Report } from '../../src/index.ts';
import { put } from './places.ts';
import { disagreements, resultOf, rowsOf, verifyPair } from './signed-pair.ts';

const GENERATOR = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows';
const OTHER = 'd'.repeat(40);

const old = (buildType: TestBuildType) => {
  const { san, extensions } = oldCertificate(claimsForBuilder(buildType));
  return { san, extensions };
};
const setting = (pointer: string, value: unknown) => (statement: TestStatement) =>
  put(statement, pointer, value);
const notApplicable = (report: Report) =>
  rowsOf(report)
    .filter(({ outcome }) => outcome === 'not_applicable')
    .map(({ name }) => name);

describe('certificates from before .8 to .22 (spec 1.9 D)', () => {
  const LACKING = [
    'entry point',
    'run and attempt',
    'run and attempt (Id)',
    'github_run_id',
    'github_run_attempt',
    'github_repository_id',
    'github_repository_owner_id',
  ];

  test.each(['generic-v0.2', 'go-v0.2', 'container-v0.2'] as const)(
    '%s: .1 to .6 are compared, and the report lists what has no counterpart',
    (buildType) => {
      const report = verifyPair({ buildType, certificate: old(buildType) });
      expect(report.verdict).toBe('pass');
      expect(notApplicable(report)).toEqual(LACKING);
      expect(resultOf(report, 'environment')?.warnings).toEqual([expect.stringContaining('.11')]);
      expect(report).toMatchObject({
        provenance: {
          source: { repository: 'https://github.com/acme/widgets', ref: 'refs/tags/v1.2.3' },
        },
      });
    },
  );

  test('what the certificate lacks alone is not compared: here the run', () => {
    const certificate = { extensions: { 21: undefined } };
    const report = verifyPair({ buildType: 'generic-v0.2', certificate });
    expect(report.verdict).toBe('pass');
    expect(notApplicable(report)).toEqual([
      'run and attempt',
      'run and attempt (Id)',
      'github_run_id',
      'github_run_attempt',
    ]);
  });

  test.each([
    ['/predicate/invocation/environment/github_sha1', OTHER, 'github_sha1'],
    ['/predicate/invocation/environment/github_ref', 'refs/tags/v9.9.9', 'github_ref'],
    ['/predicate/invocation/environment/github_event_name', 'release', 'github_event_name'],
    [
      '/predicate/invocation/configSource/uri',
      'git+https://github.com/evil/widgets@refs/tags/v1.2.3',
      'config source',
    ],
    [
      '/predicate/builder/id',
      `${GENERATOR}/generator_generic_slsa3.yml@refs/tags/v2.1.1`,
      'builder',
    ],
  ])('a forgery of %s is caught all the same', (pointer, value, row) => {
    const buildType = 'generic-v0.2';
    const change = setting(pointer, value);
    const report = verifyPair({ buildType, certificate: old(buildType), change });
    expect(disagreements(report)).toEqual([row]);
    expect(report.verdict).toBe('fail');
  });

  test('the run is the trusted builder’s word, and must be the expected one', () => {
    const buildType = 'generic-v0.2';
    const change = setting('/predicate/metadata/buildInvocationID', '43-1');
    const report = verifyPair({ buildType, certificate: old(buildType), change });
    expect(resultOf(report, 'run')).toMatchObject({
      status: 'fail',
      reason: 'run_mismatch',
      actual: '43-1',
    });
  });

  test.each([
    ['https://github.com/acme/widgets/actions/runs/42', 'fail'],
    ['https://github.com/acme/widgets/actions/runs/4', 'pass'],
    ['https://github.com/acme/widgets/actions/runs/421', 'pass'],
    ['https://github.com/acme/other/actions/runs/42', 'pass'],
  ])('a deny list with the run %s: %s, by the trusted builder’s word', (run, status) => {
    const buildType = 'generic-v0.2';
    const policy = { denied: { runs: [run] } };
    const report = verifyPair({ buildType, certificate: old(buildType), policy });
    expect(resultOf(report, 'denied')?.status).toBe(status);
  });

  test.each([
    'github',
    'npm',
    'npm-v0.2',
    'delegator',
    'delegator-v0.2',
    'container-based',
  ] as const)('%s is younger than those claims: a certificate without them fails', (buildType) => {
    const report = verifyPair({ buildType, certificate: old(buildType) });
    expect(report.verdict).toBe('fail');
    expect(resultOf(report, 'claims')).toMatchObject({
      status: 'fail',
      reason: 'claim_mismatch',
    });
    const wrong = disagreements(report);
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.filter((name) => !name.endsWith(': absent'))).toEqual([]);
    expect(notApplicable(report).filter((name) => name !== 'commit (sha1)')).toEqual([]);
  });
});

describe('the first npm CLI with provenance, whose builder is no builder (spec 1.9 C)', () => {
  const buildType = 'npm-v0.2-gha1';
  const certificate = old(buildType);
  const release = { tag: 'v1.2.3', commit: DEFAULT_CLAIMS.sha };
  const anyRunner: Partial<PolicyOptions> = { runners: ['github-hosted', 'self-hosted'] };

  test('the rows that an old certificate cannot back are not compared', () => {
    const report = verifyPair({ buildType, certificate });
    expect(disagreements(report)).toEqual([]);
    expect(notApplicable(report)).toEqual([
      'entry point',
      'GITHUB_WORKFLOW_REF',
      'GITHUB_WORKFLOW_SHA',
      'run and attempt',
      'GITHUB_RUN_ID',
      'GITHUB_RUN_ATTEMPT',
      'GITHUB_REPOSITORY_ID',
      'GITHUB_REPOSITORY_OWNER_ID',
    ]);
  });

  test('without .21 nobody vouches for the run, and the signer’s own word about it is not taken', () => {
    const report = verifyPair({ buildType, certificate, policy: anyRunner });
    expect(resultOf(report, 'run')).toMatchObject({
      status: 'fail',
      actual: 'absent',
      pointer: 'certificate .21',
    });
    const unasked = verifyPair({ buildType, certificate, release, policy: anyRunner });
    expect(unasked.verdict).toBe('pass');
    expect(unasked.notAsked).toContain('which run built it');
    expect('provenance' in unasked && unasked.provenance).not.toHaveProperty('invocationId');
  });

  test('without .21 nobody can say that the run is not a denied one', () => {
    const runs = ['https://github.com/acme/widgets/actions/runs/7'];
    const report = verifyPair({ buildType, certificate, release, policy: { denied: { runs } } });
    expect(resultOf(report, 'denied')).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      actual: 'absent',
      pointer: 'certificate .21',
    });
  });

  test('without .11 the runner is unknown, and passes only where every runner may build', () => {
    const report = verifyPair({ buildType, certificate, release });
    expect(resultOf(report, 'environment')).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      actual: 'absent',
      pointer: 'certificate .11',
    });
    expect(report.verdict).toBe('fail');
  });

  test('is worth level 1, whatever the policy says', () => {
    const report = verifyPair({ buildType, maxLevel: 3 });
    expect(report).toMatchObject({ verdict: 'pass', provenance: { slsaBuildLevel: 1 } });
    const npm = verifyPair({ buildType: 'npm-v0.2', maxLevel: 3 });
    expect(npm).toMatchObject({ verdict: 'pass', provenance: { slsaBuildLevel: 2 } });
  });
});
