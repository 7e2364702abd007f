import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  createSigstore,
  DEFAULT_CLAIMS,
  type SignOptions,
  statementFor,
  type TestStatement,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import {
  createVerifier,
  definePolicy,
  isPredicateError,
  type Policy,
  type PolicyOptions,
  parsePolicy,
  parseTrustedRoot,
  type Report,
  type VerifyInput,
} from '../src/index.ts';
import { accepted } from './lock/accepted.ts';
import { APPROVER, approve } from './override/approvals.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });
const trust = parseTrustedRoot(sigstore.trustedRoot, 'test root');
const SHA256 = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
const ONE = { source: 'github:acme/widgets', workflow: '.github/workflows/release.yml' } as const;

function verify(policy: Policy, input: Partial<VerifyInput> = {}, roots = trust): Report {
  return createVerifier({ trust: roots, policy }).verify({
    bundles: [bundle()],
    artifacts: [{ name: ARTIFACT.name, sha256: SHA256 }],
    release: { tag: 'v1.2.3', commit: DEFAULT_CLAIMS.sha, run: { id: '42', attempt: 1 } },
    now: new Date(NOW),
    ...input,
  });
}

function bundle(options: SignOptions = {}, name = 'release.json') {
  return { name, content: JSON.stringify(sigstore.sign(options)) };
}

const single = (options: Partial<PolicyOptions> = {}) => definePolicy({ ...ONE, ...options });
const group = (file: object) => parsePolicy(JSON.stringify({ version: 1, ...file }), 'policy.json');
const reasonOf = (report: Report) => ('failureReason' in report ? report.failureReason : 'none');

describe('several sets of expectations', () => {
  const FORK = { name: 'fork', source: 'github:acme/fork', workflow: ONE.workflow };
  const GOOD = { name: 'release', ...ONE };

  test('anyOf: one that is met will do, and the report says which', () => {
    const report = verify(group({ anyOf: [FORK, GOOD] }));
    expect(report.verdict).toBe('pass');
    expect(report.attestations.map(({ policy, verdict }) => [policy, verdict])).toEqual([
      ['fork', 'fail'],
      ['release', 'pass'],
    ]);
  });

  test('anyOf: fails when none is met', () => {
    expect(verify(group({ anyOf: [FORK, FORK] }))).toMatchObject({
      verdict: 'fail',
      failureReason: 'policy_violation',
    });
  });

  test('allOf: fails when one is not met, with the reason of that one', () => {
    const ids = { name: 'ids', ...ONE, repositoryId: '7' };
    const report = verify(group({ allOf: [GOOD, ids] }));
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'source_mismatch' });
  });

  test('allOf: passes when each is met, by attestations of their own', () => {
    const claims = { ...DEFAULT_CLAIMS, run_id: '43' };
    const other = bundle({ claims, statement: statementFor({ claims }) }, 'other.json');
    const file = { allOf: [GOOD, { name: 'again', ...ONE, triggers: ['push'] }] };
    const report = verify(group(file), {
      bundles: [bundle(), other],
      release: { tag: 'v1.2.3', commit: DEFAULT_CLAIMS.sha },
    });
    expect(report.verdict).toBe('pass');
  });

  test('without attestations every group fails as attestation_missing', () => {
    for (const member of ['anyOf', 'allOf']) {
      const report = verify(group({ [member]: [GOOD, FORK] }), { bundles: [] });
      expect(reasonOf(report)).toBe('attestation_missing');
    }
  });
});

describe('signer rules as a whole (spec 1.7)', () => {
  const rules = (first: object, second: object = {}) =>
    single({
      workflow: undefined,
      signers: [
        { workflow: ONE.workflow, ...first },
        { workflow: ONE.workflow, maxLevel: 3, ...second },
      ],
    } as never);

  test('a second rule of the same signer may hold where the first does not', () => {
    const report = verify(rules({ builder: 'https://example.com/other' }));
    expect(report).toMatchObject({ verdict: 'pass', provenance: { slsaBuildLevel: 3 } });
  });

  test('parts of two rules never make one', () => {
    const report = verify(
      rules({ builder: 'https://example.com/other' }, { runners: ['self-hosted'] }),
    );
    expect(report.verdict).toBe('fail');
  });

  test('spec 1.2: what one rule refuses and another cannot decide is inconclusive', () => {
    const lineage = {
      accepted: accepted({ repositoryId: undefined, ownerId: undefined } as never),
      commitOrder: 'unknown',
      isFrozen: false,
    } as const;
    const report = verify(rules({ builder: 'https://example.com/other' }), { lineage });
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      failureReason: 'lineage_violation',
    });
  });

  test('T9: the report says "repository only" where that rule is the one that held', () => {
    const policy = single({
      workflow: undefined,
      signers: [
        { workflow: ONE.workflow, builder: 'https://example.com/other' },
        { repositoryOnlyUnsafe: true },
      ],
    } as never);
    const { verdict, attestations } = verify(policy);
    const identity = attestations[0]?.checks.find(({ id }) => id === 'identity');
    expect(verdict).toBe('pass');
    expect(identity?.message).toContain('identity: repository only');
  });

  test('the level is the rule’s, 1 unless it says more, and never beyond the build type’s', () => {
    expect(verify(single())).toMatchObject({ provenance: { slsaBuildLevel: 1 } });
    const statement = statementFor({ buildType: 'npm' });
    statement.subject = statementFor().subject;
    const npm = verify(rules({ maxLevel: 3 }), { bundles: [bundle({ statement })] });
    expect(npm).toMatchObject({ verdict: 'pass', provenance: { slsaBuildLevel: 2 } });
  });
});

describe('override of SLSA provenance v0.2 (S1.2a, spec 1.4)', () => {
  const override = {
    predicate_type: 'https://slsa.dev/provenance/v0.2',
    tag: 'v1.2.3',
    artifact_digest: `sha256:${SHA256}`,
    approved_by: 'rita@example.com',
    approved_at: '2026-01-20T00:00:00.000Z',
    expires_at: '2026-02-10T00:00:00.000Z',
    reason: 'the builder is being replaced',
  };
  const statement = statementFor({ buildType: 'npm-v0.2' });
  statement.subject = statementFor().subject;
  const policy = single({ overrides: { approvers: [APPROVER] } });
  const bundles = [bundle({ statement })];
  const approvals = [
    { name: 'approval.json', content: JSON.stringify(approve(sigstore, override)) },
  ];

  test('passes with a signed approval, and not without', () => {
    expect(verify(policy, { bundles, overrides: [override], approvals }).verdict).toBe('pass');
    const unapproved = verify(policy, { bundles, overrides: [override] });
    expect(unapproved).toMatchObject({ verdict: 'fail', failureReason: 'predicate_mismatch' });
    expect(verify(policy, { bundles, approvals }).verdict).toBe('fail');
  });

  test('T4: the approval of another run’s override is none', () => {
    const other = { ...override, reason: 'another reason' };
    expect(verify(policy, { bundles, overrides: [other], approvals }).verdict).toBe('fail');
  });

  test('T4: whoever started the run cannot approve it', () => {
    const run = { id: '42', attempt: 1, actor: 'rita' };
    const release = { tag: 'v1.2.3', commit: DEFAULT_CLAIMS.sha, run };
    expect(verify(policy, { bundles, overrides: [override], approvals, release }).verdict).toBe(
      'fail',
    );
  });
});

describe('binding release-attestation (spec 1.5)', () => {
  const github = createSigstore({ now: () => NOW, name: 'github.example' });
  const json = JSON.parse(github.trustedRoot) as Record<string, unknown>;
  const githubRoot = JSON.stringify({ ...json, tlogs: [], ctlogs: [] });
  const [publicRoot] = trust.roots;
  const both = {
    roots: [publicRoot, ...parseTrustedRoot(githubRoot, 'github root').roots],
  } as const;
  const policy = single({ release: { binding: 'release-attestation' } });
  const none = Object.fromEntries(Array.from({ length: 24 }, (_, index) => [index + 1, undefined]));

  const attest = (options: SignOptions = {}) => {
    const purl = 'pkg:github/acme/widgets@v1.2.3';
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { uri: purl, digest: { sha1: DEFAULT_CLAIMS.sha } },
        { name: ARTIFACT.name, digest: { sha256: SHA256 } },
      ],
      predicateType: 'https://in-toto.io/attestation/release/v0.2',
      predicate: {
        purl,
        tag: 'v1.2.3',
        repository: 'acme/widgets',
        repositoryId: '1001',
        ownerId: '2002',
      },
    } as unknown as TestStatement; // of another predicate
    const signed = github.sign({
      statement,
      san: 'https://dotcom.releases.github.com',
      extensions: none,
      log: 'none',
      scts: 'none',
      timestamp: true,
      ...options,
    });
    return { name: 'immutable-release.json', content: JSON.stringify(signed) };
  };

  test('passes with the provenance and the release’s own attestation, of GitHub’s instance', () => {
    const report = verify(policy, { bundles: [bundle(), attest()] }, both);
    expect(report).toMatchObject({
      verdict: 'pass',
      signer: { san: expect.stringContaining('release.yml') },
    });
  });

  test('fails without the release’s attestation', () => {
    expect(reasonOf(verify(policy, {}, both))).toBe('release_mismatch');
  });

  test.each<[string, SignOptions]>([
    ['by another name', { san: 'https://dotcom.releases.github.com.evil.example' }],
    ['by a longer name', { san: 'https://dotcom.releases.github.com/' }],
    ['without a signed time', { timestamp: false }],
  ])('T8: fails for a release attestation signed %s', (_, options) => {
    const report = verify(policy, { bundles: [bundle(), attest(options)] }, both);
    expect(reasonOf(report)).toBe('release_mismatch');
  });

  test('T8: a release attestation of the public instance proves nothing', () => {
    const forged = sigstore.sign({ san: 'https://dotcom.releases.github.com', extensions: none });
    const bundles = [bundle(), { name: 'forged.json', content: JSON.stringify(forged) }];
    expect(reasonOf(verify(policy, { bundles }, both))).toBe('release_mismatch');
  });

  test('the release’s attestation alone is no provenance', () => {
    expect(verify(policy, { bundles: [attest()] }, both).verdict).toBe('fail');
  });

  test('needs a root of GitHub’s instance', () => {
    const run = () => verify(policy);
    expect(run).toThrow(/release-attestation.*needs a trusted root of the profile github/);
    try {
      run();
    } catch (error) {
      expect(isPredicateError(error) && error.code).toBe('POLICY_INVALID');
    }
  });
});
