import type { SignOptions, TestBundle } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { type ExpectedSigner, parseTrustedRoot, verifyBundle } from '../src/index.ts';
import { artifactOf, ask, fails, SAN, sigstore, verdict } from './signature/ask.ts';

const ISSUER = 'https://token.actions.githubusercontent.com';

describe('verifyBundle: the expected signer (client-spec 4.3, spec 1.3 #7)', () => {
  test('holds: exact name and issuer, a name of any issuer, anyone', () => {
    for (const signer of [
      { san: SAN, issuer: ISSUER },
      { san: SAN, anyIssuerUnsafe: true },
      { anyoneUnsafe: true },
    ] satisfies ExpectedSigner[]) {
      expect(verdict({ signer })).toBe('pass');
    }
  });

  test('S1.3: what opts out of identity says so in the report', () => {
    const { checks } = ask({ signer: { anyoneUnsafe: true } });
    expect(checks.find(({ id }) => id === 'identity')).toMatchObject({
      status: 'not_applicable',
      message: 'anyone may have signed',
    });
  });

  test.each([
    ['of another case', SAN.toUpperCase()],
    ['shorter', SAN.slice(0, -1)],
    ['longer', `${SAN}0`],
    ['with a blank', `${SAN} `],
    ['that is a pattern', '.*'],
    ['that would match as a pattern', SAN.replace('widgets', 'widget.')],
    ['of the repository alone', 'https://github.com/acme/widgets'],
    ['that is empty', ''],
  ])('a name %s is another', (_, san) => {
    expect(verdict({ signer: { san, issuer: ISSUER } })).toMatch(
      fails('identity', 'somebody else'),
    );
  });

  test('characters of regular expressions in a name are just characters', () => {
    const san = 'https://github.com/acme/c++.(lib)[x]/.github/workflows/r.yml@refs/tags/v1';
    const options: SignOptions = { san, extensions: { 9: san } };
    expect(verdict({ options, signer: { san, issuer: ISSUER } })).toBe('pass');
    const close = san.replace('c++', 'ccc');
    expect(verdict({ options, signer: { san: close, issuer: ISSUER } })).toMatch(/^identity: /);
  });

  test.each([
    ['of another case', ISSUER.toUpperCase()],
    ['with a slash after it', `${ISSUER}/`],
    ['of http', ISSUER.replace('https', 'http')],
    ['that would match as a pattern', ISSUER.replace('.com', '.co.')],
    ['that is empty', ''],
  ])('an issuer %s is another', (_, issuer) => {
    expect(verdict({ signer: { san: SAN, issuer } })).toMatch(fails('identity', 'another issuer'));
  });

  test('the issuer is .8, or in old certificates .1, and the two must agree', () => {
    const signer = { san: SAN, issuer: ISSUER };
    expect(verdict({ options: { extensions: { 1: undefined } }, signer })).toBe('pass');
    expect(verdict({ options: { extensions: { 8: undefined } }, signer })).toBe('pass');
    expect(verdict({ options: { extensions: { 1: undefined, 8: undefined } }, signer })).toMatch(
      fails('identity', 'another issuer'),
    );
    for (const extensions of [{ 1: 'https://evil.example' }, { 8: 'https://evil.example' }]) {
      expect(verdict({ options: { extensions }, signer })).toMatch(/^identity: /);
      expect(verdict({ options: { extensions }, signer: { anyoneUnsafe: true } })).toMatch(
        fails('identity', 'contradicts itself'),
      );
    }
  });

  test('a certificate that can be read in two ways is nobody’s', () => {
    const twice: SignOptions = {
      leaf: (leaf) => ({ ...leaf, extensions: [...leaf.extensions, ...leaf.extensions.slice(-1)] }),
    };
    expect(verdict({ options: twice, signer: { anyoneUnsafe: true } })).toMatch(
      fails('trust-profile', 'stands twice'),
    );
  });
});

describe('verifyBundle: what is asked', () => {
  const trust = parseTrustedRoot(sigstore.trustedRoot, 'root');
  const signer: ExpectedSigner = { anyoneUnsafe: true };
  const artifact = artifactOf(Buffer.from('x'));

  test('two bundles, or none, are not one', () => {
    const line = JSON.stringify(sigstore.sign());
    for (const content of [`${line}\n${line}`, '']) {
      const report = verifyBundle({ bundle: { name: 'b', content }, artifact, trust, signer });
      expect(report).toMatchObject({ verdict: 'fail', failureReason: 'predicate_malformed' });
    }
  });

  test.each([
    ['without digest', {}],
    ['by SHA-1', { sha1: 'a'.repeat(40) }],
    ['by half a digest', { sha256: 'a'.repeat(32) }],
    ['in capitals', { sha256: 'A'.repeat(64) }],
  ])('an artifact %s is ARTIFACT_INVALID', (_, digests) => {
    expect(() => ask({ artifact: { name: 'a', ...digests } })).toThrowError(
      expect.objectContaining({ code: 'ARTIFACT_INVALID' }),
    );
  });

  test('every failure has a reason, and names its place in the bundle', () => {
    const change = ({ verificationMaterial }: TestBundle) => {
      Object.assign(verificationMaterial.tlogEntries[0] ?? {}, { canonicalizedBody: '!' });
    };
    expect(ask({ change }).checks[0]).toMatchObject({
      id: 'bundle',
      reason: 'predicate_malformed',
      pointer: 'bundle:/verificationMaterial/tlogEntries/0/canonicalizedBody',
    });
  });
});
