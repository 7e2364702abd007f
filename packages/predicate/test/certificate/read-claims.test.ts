import {
  createSigstore,
  DEFAULT_CLAIMS,
  generateKeyPair,
  type SignOptions,
} from '@provkit/testkit';
import { X509Certificate } from '@sigstore/core';
import { describe, expect, test } from 'vitest';
import { readClaims } from '../../src/certificate/read-claims.ts';

const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
const { spki } = generateKeyPair();
const read = (options: SignOptions = {}) =>
  readClaims(X509Certificate.parse(Buffer.from(sigstore.certify(spki, options))));
const SAN = `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`;

describe('readClaims', () => {
  test('reads every extension of Fulcio by its number, raw up to 6 and as UTF8String from 8 on', () => {
    expect(
      read({ extensions: { 23: 'release', 24: 'repo:acme/widgets:environment:release' } }),
    ).toEqual({
      claims: {
        san: SAN,
        sanKind: 'uri',
        issuerV1: 'https://token.actions.githubusercontent.com',
        workflowTrigger: 'push',
        workflowSha: DEFAULT_CLAIMS.sha,
        workflowName: 'release',
        workflowRepository: 'acme/widgets',
        workflowRef: 'refs/tags/v1.2.3',
        issuer: 'https://token.actions.githubusercontent.com',
        buildSignerUri: SAN,
        buildSignerDigest: DEFAULT_CLAIMS.job_workflow_sha,
        runnerEnvironment: 'github-hosted',
        sourceRepositoryUri: 'https://github.com/acme/widgets',
        sourceRepositoryDigest: DEFAULT_CLAIMS.sha,
        sourceRepositoryRef: 'refs/tags/v1.2.3',
        sourceRepositoryIdentifier: '1001',
        sourceRepositoryOwnerUri: 'https://github.com/acme',
        sourceRepositoryOwnerIdentifier: '2002',
        buildConfigUri: `https://github.com/${DEFAULT_CLAIMS.workflow_ref}`,
        buildConfigDigest: DEFAULT_CLAIMS.workflow_sha,
        buildTrigger: 'push',
        runInvocationUri: 'https://github.com/acme/widgets/actions/runs/42/attempts/1',
        sourceRepositoryVisibility: 'public',
        deploymentEnvironment: 'release',
        tokenSubject: 'repo:acme/widgets:environment:release',
      },
    });
  });

  test('long values and values beyond ASCII are read whole', () => {
    const long = `x${'é'.repeat(200)}`;
    expect(read({ extensions: { 23: long } })).toMatchObject({
      claims: { deploymentEnvironment: long },
    });
  });

  test('an absent extension is absent, and never an empty text', () => {
    const { claims } = read({ extensions: { 12: undefined } }) as { claims: object };
    expect(Object.hasOwn(claims, 'sourceRepositoryUri')).toBe(false);
  });

  test('a person’s e-mail address is a name of another kind', () => {
    expect(read({ san: 'mallory@example.com' })).toMatchObject({
      claims: { san: 'mallory@example.com', sanKind: 'email' },
    });
  });

  test.each([
    ['a letter with the eighth bit', `${SAN.slice(0, -1)}\u00b3`],
    ['a space', `${SAN} `],
    ['a zero byte', `${SAN}\0`],
    ['nothing', ''],
  ])(
    'malformed: a name with %s cannot be compared, so the certificate cannot be read',
    (_, san) => {
      expect(read({ san })).toHaveProperty('problem');
    },
  );

  test('malformed: an extension that is no text of Fulcio’s form', () => {
    const der = Buffer.from(sigstore.certify(spki));
    const at = der.indexOf(Buffer.from('github-hosted'));
    der[at - 2] = 0x13; // PrintableString where a UTF8String must be
    expect(readClaims(X509Certificate.parse(der))).toEqual({
      problem: expect.stringContaining('.11 is not text'),
    });
  });
});
