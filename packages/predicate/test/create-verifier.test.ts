import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  BAD_RELEASES,
  claimsForRef,
  createSigstore,
  DEFAULT_CLAIMS,
  type SignOptions,
  statementFor,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import {
  CATALOG,
  createVerifier,
  definePolicy,
  explain,
  type PolicyOptions,
  parseTrustedRoot,
  type Release,
  type Report,
} from '../src/index.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });
const trust = parseTrustedRoot(sigstore.trustedRoot, 'test root');
const RELEASE: Release = {
  tag: 'v1.2.3',
  commit: DEFAULT_CLAIMS.sha,
  run: { id: '42', attempt: 1 },
};

interface Question {
  readonly bundles?: readonly unknown[];
  readonly policy?: Partial<PolicyOptions>;
  readonly release?: Release;
  readonly artifact?: Uint8Array;
}

function verify({
  bundles = [sigstore.sign()],
  policy,
  release = RELEASE,
  artifact = ARTIFACT.bytes,
}: Question = {}): Report {
  const options = {
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
    ...policy,
  };
  const digest = (algorithm: string) => createHash(algorithm).update(artifact).digest('hex');
  return createVerifier({ trust, policy: definePolicy(options) }).verify({
    bundles: bundles.map((bundle, index) => ({
      name: `bundle-${index}`,
      content: JSON.stringify(bundle),
    })),
    artifacts: [{ name: ARTIFACT.name, sha256: digest('sha256'), sha512: digest('sha512') }],
    release,
    now: new Date(NOW),
  });
}

const statuses = ({ attestations }: Report) =>
  Object.fromEntries(attestations[0]?.checks.map(({ id, status }) => [id, status]) ?? []);

describe('a good release', () => {
  test('S1.2, S1.3: passes every check, and only then has provenance', () => {
    const report = verify();
    const unasked = ['ids', 'lineage', 'denied'];
    expect(statuses(report)).toEqual(
      Object.fromEntries(
        Object.keys(CATALOG).map((id) => [id, unasked.includes(id) ? 'not_applicable' : 'pass']),
      ),
    );
    expect(report).toMatchObject({
      verdict: 'pass',
      provenance: {
        predicateType: 'https://slsa.dev/provenance/v1',
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        builderId: 'https://github.com/acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3',
        source: {
          repository: 'https://github.com/acme/widgets',
          ref: 'refs/tags/v1.2.3',
          commit: DEFAULT_CLAIMS.sha,
        },
        workflow: { path: '.github/workflows/release.yml', ref: 'refs/tags/v1.2.3' },
        invocationId: 'https://github.com/acme/widgets/actions/runs/42/attempts/1',
        trigger: 'push',
        runnerEnvironment: 'github-hosted',
      },
      notAsked: [],
      verifiedAt: '2026-01-31T12:00:00.000Z',
    });
    expect(report.attestations[0]?.signedAt).toBe('2026-01-31T12:01:00.000Z');
  });

  test.each([
    [{ version: 'v0.1' }],
    [{ version: 'v0.1', log: 'promise' }],
    [{ version: 'v0.2' }],
    [{ version: 'v0.3-legacy' }],
    [{ version: 'v0.3', timestamp: true }],
    [{ version: 'v0.3', log: 'proof', timestamp: true }],
    [{ scts: 'unknown-and-valid' }],
  ] satisfies [SignOptions][])('passes as %j', (options) => {
    expect(verify({ bundles: [sigstore.sign(options)] }).verdict).toBe('pass');
  });

  test('spec 1.9 B: passes as npm package, whose builder is the runner', () => {
    const statement = statementFor({ buildType: 'npm' });
    const report = verify({ bundles: [sigstore.sign({ statement })] });
    expect(report).toMatchObject({
      verdict: 'pass',
      provenance: { builderId: 'https://github.com/actions/runner/github-hosted' },
    });
  });

  test('spec 1.5: passes by commit when built from a release branch', () => {
    const claims = claimsForRef('refs/heads/main');
    const bundles = [sigstore.sign({ claims, statement: statementFor({ claims }) })];
    const policy = { release: { binding: 'commit', branches: ['refs/heads/main'] } } as const;
    expect(verify({ bundles, policy }).verdict).toBe('pass');
    expect(
      verify({ bundles, policy, release: { ...RELEASE, commit: 'd'.repeat(40) } }),
    ).toMatchObject({
      verdict: 'fail',
      failureReason: 'material_mismatch',
    });
  });

  test('passes beside bad attestations, which are all explained', () => {
    const bundles = [{}, sigstore.sign({ log: 'none' }), sigstore.sign()];
    const report = verify({ bundles });
    expect(report.verdict).toBe('pass');
    expect(
      report.attestations.map(({ verdict, failureReason }) => [verdict, failureReason]),
    ).toEqual([
      ['fail', 'predicate_malformed'],
      ['fail', 'timestamp_invalid'],
      ['pass', undefined],
    ]);
  });

  test('T9: repositoryOnlyUnsafe passes, and the report says what was not asked', () => {
    const { workflow: _, ...policy } = { workflow: undefined, repositoryOnlyUnsafe: true } as const;
    const verifier = createVerifier({
      trust,
      policy: definePolicy({
        source: 'github:acme/widgets',
        ...policy,
        release: { binding: 'noneUnsafe' },
      }),
    });
    const sha256 = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
    const report = verifier.verify({
      bundles: [{ name: 'b', content: JSON.stringify(sigstore.sign()) }],
      artifacts: [{ name: 'a', sha256 }],
      now: new Date(NOW),
    });
    expect(report.verdict).toBe('pass');
    expect(report.notAsked).toHaveLength(4);
    expect(report.attestations[0]?.checks.find(({ id }) => id === 'identity')?.message).toContain(
      'identity: repository only',
    );
  });
});

const SENTENCES = [expect.stringMatching(/^\S.+[^.]$/), expect.stringMatching(/^[A-Z].+\.$/)];

describe('a bad release', () => {
  test.each(BAD_RELEASES.map((release) => [release.name, release.rule, release] as const))(
    '%s (%s) fails for its own reason and has no provenance',
    (_, __, { make, reason }) => {
      const { bundle, artifact } = make(sigstore);
      const report = verify({ bundles: [bundle], ...(artifact && { artifact }) });
      expect(report).toMatchObject({ verdict: 'fail', failureReason: reason });
      expect(report).not.toHaveProperty('provenance');
      expect(explain(report)).toContain(reason);
      const failed = report.attestations[0]?.checks.filter(({ status }) => status === 'fail') ?? [];
      expect(failed[0]?.reason).toBe(reason);
      for (const { message, hint } of failed) expect([message, hint]).toEqual(SENTENCES);
    },
  );

  test('after a failure of the checks 1 to 9 the rest is skipped, and never passed', () => {
    const results = statuses(verify({ bundles: [sigstore.sign({ isLeafCa: true })] }));
    expect(results).toMatchObject({ bundle: 'pass', 'trust-profile': 'pass', certificate: 'fail' });
    const ids = Object.keys(CATALOG);
    for (const id of ids.slice(ids.indexOf('certificate') + 1)) expect(results[id]).toBe('skipped');
  });

  test('from the check 10 on all run, so that every breach is listed', () => {
    const statement = statementFor({
      change: ({ predicate }) => {
        predicate.runDetails.builder.id = 'https://example.com/builder';
        predicate.runDetails.metadata.invocationId = 'x';
        predicate.buildDefinition.resolvedDependencies.splice(0);
      },
    });
    const report = verify({ bundles: [sigstore.sign({ statement })] });
    expect(statuses(report)).toMatchObject({
      release: 'fail',
      source: 'fail',
      material: 'fail',
      builder: 'fail',
      run: 'fail',
    });
    expect(report).toMatchObject({ failureReason: 'release_mismatch' });
  });

  test('no attestation at all is attestation_missing', () => {
    expect(verify({ bundles: [] })).toMatchObject({
      verdict: 'fail',
      failureReason: 'attestation_missing',
    });
  });

  test('the reason is that of the attestation that came furthest', () => {
    const other = sigstore.sign({
      statement: statementFor({
        change: ({ subject }) => subject.splice(0, 1, { digest: { sha256: '0'.repeat(64) } }),
      }),
    });
    const late = sigstore.sign({
      statement: statementFor({
        change: ({ predicate }) => {
          predicate.runDetails.builder.id = 'x';
        },
      }),
    });
    expect(verify({ bundles: [late, other, {}] })).toMatchObject({
      failureReason: 'builder_mismatch',
    });
  });
});

describe('T8: profiles', () => {
  test("GitHub's profile is not accepted unless the policy names it", () => {
    const root = JSON.parse(sigstore.trustedRoot);
    const github = parseTrustedRoot(
      JSON.stringify({ ...root, tlogs: [], ctlogs: [] }),
      'github root',
    );
    const policy = definePolicy({
      source: 'github:acme/widgets',
      workflow: '.github/workflows/release.yml',
    });
    expect(() => createVerifier({ trust: github, policy })).toThrowError(
      expect.objectContaining({
        code: 'POLICY_INVALID',
        message: expect.stringContaining('public-good'),
      }),
    );
  });

  test('a bundle without log entries cannot choose the profile that asks for none', () => {
    const report = verify({
      bundles: [sigstore.sign({ log: 'none', timestamp: true, scts: 'none' })],
      policy: { profiles: ['public-good', 'github'] },
    });
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'certificate_untrusted' });
  });
});

describe('what cannot be asked', () => {
  test.each([
    [{ tag: 'refs/tags/v1' }, /is a ref/],
    [{}, /needs the release’s tag/],
    [{ tag: 'v1.2.3', commit: 'abc' }, /40 or 64/],
    [{ tag: 'v1.2.3', run: { id: 'x', attempt: 1 } }, /decimal/],
    [{ tag: 'v1.2.3', run: { id: '1', attempt: 0 } }, /from 1/],
    [{ tag: 'v1.2.3', ref: 'refs/heads/main' }, /is not the tag/],
  ])('a release %j is RELEASE_INVALID', (release, message) => {
    expect(() => verify({ release })).toThrowError(
      expect.objectContaining({ code: 'RELEASE_INVALID', message: expect.stringMatching(message) }),
    );
  });

  test('an artifact without an accepted digest is ARTIFACT_INVALID', () => {
    const policy = definePolicy({
      source: 'github:acme/widgets',
      workflow: '.github/workflows/release.yml',
    });
    const verifier = createVerifier({ trust, policy });
    const ask = (artifact: object) => () =>
      verifier.verify({
        bundles: [],
        artifacts: [{ name: 'x', ...artifact }],
        release: RELEASE,
        now: new Date(NOW),
      });
    for (const artifact of [
      {},
      { sha256: 'A'.repeat(64) },
      { sha256: 'a'.repeat(63) },
      { md5: 'a' },
    ]) {
      expect(ask(artifact)).toThrowError(expect.objectContaining({ code: 'ARTIFACT_INVALID' }));
    }
  });
});
