import {
  ARTIFACT,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type RootJson,
  type SignOptions,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import {
  createVerifier,
  definePolicy,
  parseTrustedRoot,
  type Trust,
  verifyBundle,
} from '../../src/index.ts';
import { artifactOf, ask, fails, NOW, SAN, sigstore, stranger, verdict, verdictOf } from './ask.ts';

const PRIVATE = { ...DEFAULT_CLAIMS, repository_visibility: 'private' };

/** The same authorities in a root without logs, as GitHub's instance has it. */
function withoutLogs(text: string): string {
  const root = JSON.parse(text) as RootJson;
  return JSON.stringify({ ...root, tlogs: [], ctlogs: [] });
}

const trustOf = (...roots: string[]): Trust => {
  const [first, ...rest] = roots.flatMap((root) => parseTrustedRoot(root, 'root').roots);
  if (!first) throw new Error('no root');
  return { roots: [first, ...rest] };
};

const under = (trust: Trust, options: SignOptions): string =>
  verdictOf(
    verifyBundle({
      bundle: { name: 'b', content: JSON.stringify(sigstore.sign(options)) },
      artifact: artifactOf(ARTIFACT.bytes),
      trust,
      signer: { san: SAN, issuer: GITHUB_ISSUER },
    }),
  );

const LOGLESS: SignOptions = { log: 'none', timestamp: true, scts: 'none', claims: PRIVATE };
const logged = sigstore.trustedRoot;
const github = withoutLogs(logged);

describe('T8: the profile is the root’s, never the bundle’s (spec 1.3 #2)', () => {
  test('holds: a log-less bundle under a log-less root, a logged one under a root with logs', () => {
    expect(under(trustOf(github), LOGLESS)).toBe('pass');
    expect(under(trustOf(logged), {})).toBe('pass');
  });

  test('a log-less bundle is not let off by a log-less root of somebody else', () => {
    const both = trustOf(withoutLogs(stranger.trustedRoot), logged);
    expect(under(both, LOGLESS)).toMatch(fails('certificate', '0 valid'));
    expect(under(both, { ...LOGLESS, scts: 'one' })).toMatch(fails('log-entry', 'no transparency'));
  });

  test('an authority in roots of two profiles is held to the stricter, in whatever order they are given', () => {
    for (const trust of [trustOf(github, logged), trustOf(logged, github)]) {
      expect(under(trust, {})).toBe('pass');
      expect(under(trust, { ...LOGLESS, scts: 'one' })).toMatch(
        fails('log-entry', 'no transparency'),
      );
    }
  });

  test.each([
    ['public', { ...DEFAULT_CLAIMS, repository_visibility: 'public' }],
    ['of unknown visibility', { ...DEFAULT_CLAIMS, repository_visibility: 'Private' }],
  ])('GitHub’s instance does not sign for a repository that is %s', (_, claims) => {
    expect(under(trustOf(github), { ...LOGLESS, claims })).toMatch(
      fails('trust-profile', 'private and internal'),
    );
  });

  test('nor for one that does not say', () => {
    expect(under(trustOf(github), { ...LOGLESS, extensions: { 22: undefined } })).toMatch(
      fails('trust-profile', 'private and internal'),
    );
  });

  test('under the profile github a promise of a log is no signed timestamp', () => {
    expect(under(trustOf(github), { claims: PRIVATE })).toMatch(fails('observed-time', 'nobody'));
  });

  test('a profile that the policy does not accept is no profile', () => {
    const policy = definePolicy({
      source: 'github:acme/widgets',
      workflow: '.github/workflows/release.yml',
    });
    const trust = trustOf(withoutLogs(stranger.trustedRoot), logged);
    const report = createVerifier({ trust, policy }).verify({
      bundles: [{ name: 'b', content: JSON.stringify(stranger.sign(LOGLESS)) }],
      artifacts: [artifactOf(ARTIFACT.bytes)],
      release: { tag: 'v1.2.3' },
      now: new Date(NOW),
    });
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'certificate_untrusted' });
  });
});

describe('T11: somebody unknown is a failure that says how to refresh (spec 1.2)', () => {
  test.each([
    ['authority', { ca: stranger.ca }, 'trust-profile'],
    ['log', { timestamp: true }, 'log-entry'],
  ] satisfies [string, SignOptions, string][])(
    'an unknown %s: the hint names the root’s date',
    (_, options, id) => {
      const root = ({ tlogs }: RootJson) => {
        for (const log of id === 'log-entry' ? tlogs : []) log.logId.keyId = 'AAAA';
      };
      const failed = ask({ options, root }).checks.find(({ status }) => status === 'fail');
      expect(failed).toMatchObject({ id, status: 'fail' });
      const text = `${failed?.actual} ${failed?.hint}`;
      expect(text).toContain('2026-01-01');
      expect(text).toContain('--trusted-root');
    },
  );
});

describe('whose certificate it is (spec 1.3 #2)', () => {
  test('a bundle of a bare key is refused where a certificate is asked for', () => {
    const change = ({ verificationMaterial }: { verificationMaterial: object }) => {
      Reflect.deleteProperty(verificationMaterial, 'certificate');
      Object.assign(verificationMaterial, { publicKey: { hint: 'x' } });
    };
    expect(verdict({ change })).toMatch(fails('trust-profile', 'signed by a key'));
  });
});
