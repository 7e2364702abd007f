import {
  createSigstore,
  DEFAULT_CLAIMS,
  der,
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

  /** With this DER as the value of `.23`. */
  const withValue = (value: Buffer) =>
    read({
      extensions: { 23: undefined },
      leaf: (leaf) => ({
        ...leaf,
        extensions: [...leaf.extensions, { oid: '1.3.6.1.4.1.57264.1.23', value }],
      }),
    });

  test.each([
    ['bytes that are no UTF-8', der.element(0x0c, Buffer.of(0xc3, 0x28))],
    ['a surrogate in UTF-8', der.element(0x0c, Buffer.of(0xed, 0xa0, 0x80))],
    ['a length in two bytes where one does', Buffer.from('0c810161', 'hex')],
    ['an indefinite length', Buffer.concat([Buffer.of(0x0c, 0x80), Buffer.alloc(128, 'a')])],
    ['bytes after its end', Buffer.concat([der.utf8('a'), Buffer.of(0)])],
    ['a second text after it', Buffer.concat([der.utf8('a'), der.utf8('b')])],
    ['a length beyond its end', Buffer.from('0c0561', 'hex')],
    ['raw text', Buffer.from('release')],
    ['nothing', Buffer.alloc(0)],
  ])('malformed: an extension that holds %s is not text (X.690)', (_, value) => {
    expect(withValue(der.utf8('release'))).toMatchObject({
      claims: { deploymentEnvironment: 'release' },
    });
    expect(withValue(value)).toEqual({ problem: expect.stringContaining('.23 is not text') });
  });

  test('malformed: raw bytes that are no UTF-8, where raw text stands', () => {
    const options: SignOptions = {
      extensions: { 5: undefined },
      leaf: (leaf) => ({
        ...leaf,
        extensions: [
          ...leaf.extensions,
          { oid: '1.3.6.1.4.1.57264.1.5', value: Buffer.of(0x61, 0xff) },
        ],
      }),
    };
    expect(read(options)).toEqual({ problem: expect.stringContaining('.5 is not text') });
  });

  test('an extension that stands twice makes the certificate unreadable, equal or not', () => {
    for (const value of ['push', 'release']) {
      const options: SignOptions = {
        leaf: (leaf) => ({
          ...leaf,
          extensions: [
            ...leaf.extensions,
            { oid: '1.3.6.1.4.1.57264.1.20', value: der.utf8(value) },
          ],
        }),
      };
      expect(read(options)).toEqual({ problem: expect.stringContaining('.20 stands twice') });
    }
  });
});
