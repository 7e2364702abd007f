import { createHash } from 'node:crypto';
import { ARTIFACT } from './statement-for.ts';

/** A verification summary, loosely typed so that tests can spoil it. */
export interface TestVsa {
  _type: string;
  subject: {
    name?: string;
    digest?: Record<string, string> | null;
    annotations?: Record<string, unknown>;
  }[];
  predicateType: string;
  predicate: {
    [member: string]: unknown;
    verifier: Record<string, unknown>;
    policy: Record<string, unknown>;
    verifiedLevels: unknown[];
  };
}

/** What the default summary says; for expectations that hold. */
export const VSA = {
  verifierId: 'https://verifier.example/gate',
  resourceUri: 'pkg:generic/widgets@1.2.3',
  policyUri: 'https://verifier.example/policies/release',
  timeVerified: '2026-01-31T11:00:00Z',
  level: 'SLSA_BUILD_LEVEL_3',
} as const;

/** The summary that a verifier would make of `ARTIFACT`; `change` spoils it. */
export function vsaFor(change: (vsa: TestVsa) => void = () => {}): TestVsa {
  const sha256 = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
  const vsa: TestVsa = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: ARTIFACT.name, digest: { sha256 } }],
    predicateType: 'https://slsa.dev/verification_summary/v1',
    predicate: {
      verifier: { id: VSA.verifierId, version: { gate: '2.0.0' } },
      timeVerified: VSA.timeVerified,
      resourceUri: VSA.resourceUri,
      policy: { uri: VSA.policyUri, digest: { sha256: 'f'.repeat(64) } },
      inputAttestations: [
        { uri: 'https://verifier.example/a', digest: { sha256: 'e'.repeat(64) } },
      ],
      verificationResult: 'PASSED',
      verifiedLevels: [VSA.level],
      dependencyLevels: { SLSA_BUILD_LEVEL_2: 3, SLSA_BUILD_LEVEL_3: 5 },
      slsaVersion: '1.2',
    },
  };
  change(vsa);
  return vsa;
}
