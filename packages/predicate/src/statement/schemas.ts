import { z } from 'zod';

// Unset, null and empty mean the same to in-toto (attestation spec/v1, "Parsing rules"), hence `nullish`; unknown fields
// are allowed everywhere. Plain zod only, so that z.toJSONSchema says the same. What the program runs is the validator compiled from these
// schemas (npm run generate); this module is for those who want the schemas themselves.

/** in-toto DigestSet: algorithm to lowercase hex. @see in-toto/attestation spec/v1/digest_set.md */
export const DigestSet = z.record(z.string(), z.string());

/** in-toto ResourceDescriptor. @see in-toto/attestation spec/v1/resource_descriptor.md */
export const ResourceDescriptor = z.object({
  name: z.string().nullish(),
  uri: z.string().nullish(),
  digest: DigestSet.nullish(),
  content: z.string().nullish(),
  downloadLocation: z.string().nullish(),
  mediaType: z.string().nullish(),
  annotations: z.record(z.string(), z.unknown()).nullish(),
});

/** in-toto Statement, v0.1 or v1; `predicate` is read according to `predicateType`. */
export const Statement = z.object({
  _type: z.enum(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']),
  subject: z.array(ResourceDescriptor).min(1),
  predicateType: z.string().min(1),
  predicate: z.record(z.string(), z.unknown()).nullish(),
});

/** SLSA provenance v1. @see slsa.dev/spec/v1.1/provenance#schema */
export const ProvenanceV1 = z.object({
  buildDefinition: z.object({
    buildType: z.string().min(1),
    externalParameters: z.record(z.string(), z.unknown()),
    internalParameters: z.record(z.string(), z.unknown()).nullish(),
    resolvedDependencies: z.array(ResourceDescriptor).nullish(),
  }),
  runDetails: z.object({
    builder: z.object({
      id: z.string().min(1),
      builderDependencies: z.array(ResourceDescriptor).nullish(),
      version: z.record(z.string(), z.string()).nullish(),
    }),
    metadata: z
      .object({
        invocationId: z.string().nullish(),
        startedOn: z.string().nullish(),
        finishedOn: z.string().nullish(),
      })
      .nullish(),
    byproducts: z.array(ResourceDescriptor).nullish(),
  }),
});

/** A material of SLSA provenance v0.2. */
export const Material = z.object({ uri: z.string().nullish(), digest: DigestSet.nullish() });

/**
 * SLSA provenance v0.2. Both spellings of the invocation id occur: slsa-github-generator's builders write `…ID`.
 * @see slsa.dev/provenance/v0.2#schema
 */
export const ProvenanceV02 = z.object({
  builder: z.object({ id: z.string().min(1) }),
  buildType: z.string().min(1),
  invocation: z
    .object({
      configSource: z
        .object({
          uri: z.string().nullish(),
          digest: DigestSet.nullish(),
          entryPoint: z.string().nullish(),
        })
        .nullish(),
      parameters: z.unknown().nullish(),
      environment: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  buildConfig: z.unknown().nullish(),
  metadata: z
    .object({
      buildInvocationId: z.string().nullish(),
      buildInvocationID: z.string().nullish(),
      buildStartedOn: z.string().nullish(),
      buildFinishedOn: z.string().nullish(),
      completeness: z
        .object({
          parameters: z.boolean().nullish(),
          environment: z.boolean().nullish(),
          materials: z.boolean().nullish(),
        })
        .nullish(),
      reproducible: z.boolean().nullish(),
    })
    .nullish(),
  materials: z.array(Material).nullish(),
});

/**
 * SLSA verification summary v1. What is required is what SLSA 1.2 requires; `timeVerified` was required in 1.0.
 * @see slsa.dev/spec/v1.2/verification_summary#schema
 */
export const VerificationSummaryV1 = z.object({
  verifier: z.object({
    id: z.string().min(1),
    version: z.record(z.string(), z.string()).nullish(),
  }),
  timeVerified: z.string().nullish(),
  resourceUri: z.string().min(1),
  policy: ResourceDescriptor.extend({ uri: z.string().min(1) }),
  inputAttestations: z.array(ResourceDescriptor).nullish(),
  verificationResult: z.string().min(1),
  verifiedLevels: z.array(z.string()),
  dependencyLevels: z.record(z.string(), z.int().min(0)).nullish(),
  slsaVersion: z.string().nullish(),
});

export type DigestSet = z.infer<typeof DigestSet>;
export type ResourceDescriptor = z.infer<typeof ResourceDescriptor>;
export type Statement = z.infer<typeof Statement>;
export type ProvenanceV1 = z.infer<typeof ProvenanceV1>;
export type ProvenanceV02 = z.infer<typeof ProvenanceV02>;
export type VerificationSummaryV1 = z.infer<typeof VerificationSummaryV1>;
