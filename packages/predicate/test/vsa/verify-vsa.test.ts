import { generateKeyPairSync } from 'node:crypto';
import {
  generateSigningKey,
  type SigningAlgorithm,
  signEnvelope,
  type TestVsa,
  VSA,
  vsaFor,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import {
  VSA_CHECK_IDS,
  type VsaExpectations,
  type VsaSigner,
  verifyVsa,
} from '../../src/vsa/index.ts';
import { ask, EXPECTED, FILE, FINGERPRINT, failed, KEY, NOW } from './fixture.ts';

const thrownCode = (code: string) => expect.objectContaining({ name: 'PredicateError', code });

describe('a verification summary signed by a managed key', () => {
  test('passes, and says who verified what by which policy at which levels', () => {
    const report = ask();
    expect(report).toMatchObject({
      verdict: 'pass',
      name: 'widgets.vsa.json',
      subjects: [FILE.name],
      verifiedAt: '2026-01-31T12:00:00.000Z',
      signer: { kind: 'key', keyId: FINGERPRINT, fingerprint: FINGERPRINT },
      summary: {
        verifier: { id: VSA.verifierId, version: { gate: '2.0.0' } },
        resourceUri: VSA.resourceUri,
        policy: { uri: VSA.policyUri, digest: { sha256: 'f'.repeat(64) } },
        timeVerified: VSA.timeVerified,
        verifiedLevels: [VSA.level],
        dependencyLevels: { SLSA_BUILD_LEVEL_2: 3, SLSA_BUILD_LEVEL_3: 5 },
        inputAttestations: [{ digest: { sha256: 'e'.repeat(64) } }],
        slsaVersion: '1.2',
      },
    });
    expect(report).not.toHaveProperty('failureReason');
    expect(report.checks.map(({ id }) => id)).toEqual(VSA_CHECK_IDS);
    expect(structuredClone(report)).toEqual(report); // plain JSON
  });

  test.each<[SigningAlgorithm]>([['P-256'], ['P-384'], ['P-521'], ['Ed25519'], ['RSA']])(
    'passes with a key of %s, and fails with another key of its kind',
    (algorithm) => {
      const key = generateSigningKey(algorithm);
      const signer = { key: key.pem };
      expect(ask({ signers: [{ key }], signer }).verdict).toBe('pass');
      const stranger = generateSigningKey(algorithm);
      const report = ask({ signers: [{ key: stranger }], signer });
      expect(report).toMatchObject({ verdict: 'fail', failureReason: 'signature_invalid' });
      expect(report).not.toHaveProperty('signer');
    },
  );

  test('a VSA v0.1 statement type is read as v1 is', () => {
    const change = (vsa: TestVsa) => {
      vsa._type = 'https://in-toto.io/Statement/v0.1';
    };
    expect(ask({ change }).verdict).toBe('pass');
  });

  test('unknown members are ignored (parsing rules)', () => {
    const change = (vsa: TestVsa) => {
      vsa.predicate['https://example.com/extension'] = { x: 1 };
    };
    expect(ask({ change }).verdict).toBe('pass');
  });

  test('once the signature holds, everything that is wrong is reported, and the first gives the reason', () => {
    const change = (vsa: TestVsa) => {
      vsa.subject = [{ name: 'x', digest: { sha256: '0'.repeat(64) } }];
      vsa.predicate.verifier = { id: 'https://evil.example' };
      vsa.predicate.resourceUri = 'pkg:generic/other';
      vsa.predicate.verificationResult = 'FAILED';
      vsa.predicate.verifiedLevels = ['FAILED'];
      vsa.predicate.timeVerified = '2027-01-01T00:00:00Z';
      vsa.predicate.policy = { uri: 'https://evil.example/policy' };
      vsa.predicate.slsaVersion = '2.0';
    };
    const expected = {
      ...EXPECTED,
      policy: { uri: VSA.policyUri },
      dependencyLevel: 'SLSA_BUILD_LEVEL_3',
    };
    const report = ask({ change, expected });
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'subject_mismatch' });
    expect(failed(report)).toEqual([
      'subject',
      'verifier',
      'resource',
      'result',
      'levels',
      'dependencies',
      'time-verified',
      'policy',
      'slsa-version',
    ]);
    expect(report).not.toHaveProperty('summary');
  });

  test('nothing of the payload is read before the signature holds', () => {
    const stranger = generateSigningKey();
    const report = ask({ signers: [{ key: stranger }] });
    const after = report.checks.slice(VSA_CHECK_IDS.indexOf('signature') + 1);
    expect(after.every(({ status }) => status === 'skipped')).toBe(true);
    expect(after).toHaveLength(13);
    expect(JSON.stringify(report)).not.toContain(VSA.policyUri);
  });

  test('what was not asked for is said', () => {
    expect(ask().notAsked).toEqual([
      'by which policy it was verified',
      'at which level its dependencies are',
      'how long ago it was verified',
      'whether the signature is in a transparency log, since a key signed it',
    ]);
    const expected = {
      anySubjectUnsafe: true,
      anyVerifierUnsafe: true,
      anyResourceUnsafe: true,
      anyLevelUnsafe: true,
    } as const;
    const report = ask({ expected });
    expect(report.verdict).toBe('pass');
    expect(report.notAsked).toHaveLength(8);
    const status = (id: string) => report.checks.find((check) => check.id === id)?.status;
    expect(['subject', 'verifier', 'resource', 'levels'].map(status)).toEqual(
      Array.from({ length: 4 }, () => 'not_applicable'),
    );
  });

  test('opting out of an expectation does not opt out of the result', () => {
    const change = (vsa: TestVsa) => {
      vsa.predicate.verificationResult = 'FAILED';
    };
    const expected = {
      anySubjectUnsafe: true,
      anyVerifierUnsafe: true,
      anyResourceUnsafe: true,
      anyLevelUnsafe: true,
    } as const;
    expect(failed(ask({ change, expected }))).toEqual(['result']);
  });
});

describe('what the caller gives', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const asPem = (key: typeof publicKey) => key.export({ format: 'pem', type: 'spki' }).toString();

  test.each<[string, VsaSigner, string]>([
    ['no key', { key: 'x' }, 'KEY_INVALID'],
    ['a key of a curve that is not verified', { key: asPem(publicKey) }, 'KEY_INVALID'],
    ['an empty key id', { key: KEY.pem, keyId: '' }, 'KEY_INVALID'],
    [
      'a private key',
      { key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() },
      'KEY_INVALID',
    ],
    [
      'a name without an issuer',
      { san: 'x' } as unknown as VsaSigner, // what JavaScript lets through
      'VSA_INVALID',
    ],
  ])('%s is thrown, whatever the evidence is', (_, signer, code) => {
    expect(() => ask({ signer })).toThrow(thrownCode(code));
    expect(() => ask({ signer, content: '' })).toThrow(thrownCode(code));
  });

  test('a required expectation that is missing is thrown, never passed over', () => {
    for (const member of ['subjects', 'verifierId', 'resourceUri', 'levels'] as const) {
      const { [member]: _, ...rest } = EXPECTED;
      const expected = rest as VsaExpectations; // what JavaScript lets through
      expect(() => ask({ expected })).toThrow(thrownCode('VSA_INVALID'));
    }
  });

  test('the question is not changed, and asking again gives the same answer', () => {
    const vsa = { name: 'x', content: JSON.stringify(signEnvelope(vsaFor(), [{ key: KEY }])) };
    const input = { vsa, signer: { key: KEY.pem }, expected: EXPECTED, now: NOW };
    const before = structuredClone(input);
    const [one, two] = [verifyVsa(input), verifyVsa(input)];
    expect(one).toEqual(two);
    expect(input).toEqual(before);
  });
});
