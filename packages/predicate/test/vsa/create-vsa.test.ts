import { generateSigningKey, signEnvelope } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVsa, type VsaOptions, verifyVsa } from '../../src/vsa/index.ts';
import { FILE, NOW } from './fixture.ts';

const OPTIONS = {
  subjects: [FILE],
  verifier: { id: 'https://verifier.example/gate', version: { provkit: '0.1.0' } },
  timeVerified: NOW,
  resourceUri: 'pkg:generic/widgets@1.2.3',
  policy: { uri: 'https://verifier.example/policy', digest: { sha256: 'f'.repeat(64) } },
  verifiedLevels: ['SLSA_BUILD_LEVEL_3'],
} as const satisfies VsaOptions;

const create = (changes: Partial<VsaOptions> = {}) => createVsa({ ...OPTIONS, ...changes });
const invalid = (code = 'VSA_INVALID') => expect.objectContaining({ name: 'PredicateError', code });

describe('a statement of a decision', () => {
  test('is a verification summary of SLSA 1.2', () => {
    const inputAttestations = [{ uri: 'https://x.example/a', digest: { sha256: 'e'.repeat(64) } }];
    expect(create({ inputAttestations, dependencyLevels: {} })).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: FILE.name, digest: { sha256: FILE.sha256 } }],
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: {
        verifier: OPTIONS.verifier,
        timeVerified: '2026-01-31T12:00:00.000Z',
        resourceUri: OPTIONS.resourceUri,
        policy: OPTIONS.policy,
        inputAttestations,
        verificationResult: 'PASSED',
        verifiedLevels: ['SLSA_BUILD_LEVEL_3'],
        dependencyLevels: {},
        slsaVersion: '1.2',
      },
    });
  });

  test('of a failure says FAILED twice, as SLSA asks', () => {
    expect(create({ verifiedLevels: 'FAILED' }).predicate).toMatchObject({
      verificationResult: 'FAILED',
      verifiedLevels: ['FAILED'],
    });
  });

  test('of a source revision says which ref pointed to it', () => {
    const gitCommit = 'a'.repeat(40);
    const revision = { name: 'widgets', digest: { gitCommit }, sourceRef: 'refs/heads/main' };
    expect(create({ subjects: [revision] }).subject).toEqual([
      { name: 'widgets', digest: { gitCommit }, annotations: { sourceRefs: ['refs/heads/main'] } },
    ]);
  });

  test.each<[string, Partial<VsaOptions>]>([
    ['no subject', { subjects: [] }],
    ['an empty verifier', { verifier: { id: '' } }],
    ['an empty resource', { resourceUri: '' }],
    ['an empty policy', { policy: { uri: '' } }],
    ['no time', { timeVerified: new Date(Number.NaN) }],
    ['two levels of one track', { verifiedLevels: ['SLSA_BUILD_LEVEL_3', 'SLSA_BUILD_LEVEL_2'] }],
    ['FAILED among what passed', { verifiedLevels: ['FAILED'] }],
    ['a level that SLSA does not define', { verifiedLevels: ['SLSA_OURS'] }],
    ['such a level of dependencies', { dependencyLevels: { SLSA_OURS: 1 } }],
    ['less than no dependency', { dependencyLevels: { SLSA_BUILD_LEVEL_1: -1 } }],
    ['half a dependency', { dependencyLevels: { SLSA_BUILD_LEVEL_1: 0.5 } }],
    ['an attestation without a digest', { inputAttestations: [{ uri: 'https://x.example' }] }],
  ])('%s cannot be stated', (_, changes) => {
    expect(() => create(changes)).toThrow(invalid());
  });

  test('a subject that nobody could compare cannot be stated', () => {
    const subjects = [{ name: 'x', digest: { sha1: 'a'.repeat(40) } }];
    expect(() => create({ subjects })).toThrow(invalid('ARTIFACT_INVALID'));
  });

  test('whatever can be stated and signed is verified, and read back as it was stated', () => {
    const key = generateSigningKey('Ed25519');
    const levels = fc.tuple(
      fc.nat({ max: 3 }),
      fc.nat({ max: 4 }),
      fc.subarray(['OURS', 'SLSA_BUILD_REPRODUCED']),
    );
    const uri = fc.nat().map((n) => `https://v.example/${n}`);
    const counts = fc.dictionary(fc.constantFrom('SLSA_BUILD_LEVEL_1', 'OURS'), fc.nat());
    fc.assert(
      fc.property(levels, counts, uri, uri, (stated, dependencyLevels, id, resourceUri) => {
        const [build, source, others] = stated;
        const verifiedLevels = [
          `SLSA_BUILD_LEVEL_${build}`,
          `SLSA_SOURCE_LEVEL_${source}`,
          ...others,
        ] as const;
        const vsa = create({ verifiedLevels, dependencyLevels, verifier: { id }, resourceUri });
        const report = verifyVsa({
          vsa: { name: 'x', content: JSON.stringify(signEnvelope(vsa, [{ key }])) },
          signer: { key: key.pem },
          expected: { subjects: [FILE], verifierId: id, resourceUri, levels: verifiedLevels },
          now: NOW,
        });
        expect(report).toMatchObject({
          verdict: 'pass',
          summary: { verifiedLevels, dependencyLevels, resourceUri },
        });
      }),
    );
  });
});
