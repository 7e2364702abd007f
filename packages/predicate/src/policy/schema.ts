import { z } from 'zod';
import { Builder, BuildTypes, Ref, Runners, SIGNER, SignerRuleFile, Uri } from './schema-signer.ts';

// Plain zod only, so that z.toJSONSchema says the same. What the program runs is the validator compiled from it
// (npm run generate); rules across fields are in define-policy.ts.

const DecimalId = z.string().regex(/^[1-9][0-9]*$/);

/** UTC, to the millisecond. */
const Timestamp = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

const Digest = z.string().regex(/^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/);

const BRANCHES = z
  .array(Ref)
  .min(1)
  .describe('The branches that releases are built from, in full.');

/** How provenance names its release (spec.md 1.5). */
export const ReleaseBindingFile = z.discriminatedUnion('binding', [
  z.strictObject({ binding: z.literal('ref').describe('Built from the release’s own tag.') }),
  z.strictObject({
    binding: z
      .literal('commit')
      .describe('Built from a branch; the tag points to the built commit.'),
    branches: BRANCHES,
  }),
  z.strictObject({
    binding: z
      .literal('release-attestation')
      .describe(
        'An immutable GitHub release, whose own attestation names tag, commit and artifact.',
      ),
  }),
  z.strictObject({
    binding: z
      .literal('input')
      .describe('Built from a branch by workflow_dispatch, one of whose inputs is the tag.'),
    name: z.string().min(1).describe('The input.'),
    branches: BRANCHES,
  }),
  z.strictObject({
    binding: z.literal('noneUnsafe').describe('Any ref of the repository will do.'),
  }),
]);

/** What one parameter may be. */
export const ParameterRule = z.union([
  z.strictObject({ equals: z.unknown().describe('This JSON value and no other.') }),
  z.strictObject({ oneOf: z.array(z.unknown()).min(1).describe('One of these JSON values.') }),
  z.strictObject({ anyUnsafe: z.literal(true).describe('Whatever it is.') }),
]);

/** Somebody whose signature counts as approval: a certificate's name and issuer, exactly. */
export const Approver = z.strictObject({
  san: z.string().min(1).describe('The name in the certificate: an e-mail address or a URI.'),
  issuer: Uri.describe('Issuer of the token.'),
  login: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Their name on GitHub: who started the run or asked for the override cannot approve it. Without it they approve nothing of a run whose actor is known.',
    ),
});

/** A governance override of the predicate type, of one artifact of one release (spec.md 1.4). */
export const Override = z.strictObject({
  predicate_type: Uri.describe('The predicate type that may pass.'),
  tag: z.string().min(1).describe('The release that it is for.'),
  artifact_digest: Digest.describe('The released file that it is for.'),
  approved_by: z.string().min(1).describe('Who approved it; the signed approval proves it.'),
  approved_at: Timestamp.describe('From when it holds, UTC.'),
  expires_at: Timestamp.describe('Until when it holds, UTC; exclusive.'),
  reason: z.string().min(1).describe('Why.'),
  evidence: z.string().min(1).optional().describe('Where the approval can be looked up.'),
});

/** Who may approve overrides, and those that were. */
export const OverridesFile = z.strictObject({
  approvers: z.array(Approver).min(1).describe('The approving team, by the names they sign with.'),
  maxDays: z
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe('The longest an override may hold; 30 unless stated.'),
  granted: z.array(Override).optional().describe('Overrides; each needs a signed approval.'),
});

/** What must never pass, whatever else holds. */
export const DenyList = z.strictObject({
  artifacts: z.array(Digest).optional().describe('Digests of released files.'),
  runs: z
    .array(z.string().regex(/^https:\/\/\S+\/actions\/runs\/[1-9][0-9]*$/))
    .optional()
    .describe('URLs of runs, without an attempt: every attempt is denied.'),
  certificates: z
    .array(z.string().regex(/^([0-9a-f]{2})+$/))
    .optional()
    .describe('Serial numbers of certificates, lowercase hex.'),
  signers: z
    .array(
      z.strictObject({
        san: z.string().min(1).describe('The name in the certificate, exactly.'),
        from: Timestamp.optional().describe(
          'Signed at this time or later; from ever unless stated.',
        ),
        until: Timestamp.optional().describe('Signed before this time; for ever unless stated.'),
      }),
    )
    .optional()
    .describe('Signers, while they were compromised.'),
});

/** The expectations of one policy. */
export const ExpectationsFile = z.strictObject({
  name: z.string().min(1).max(80).optional().describe('What reports call it.'),
  source: z
    .string()
    .regex(
      /^(github:[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+|https:\/\/[a-z0-9.-]+\/[^/\s@]+\/[^/\s@]+)$/,
    )
    .describe(
      'The repository the artifacts must be built from: github:owner/name, or its https URL. Exact case.',
    ),
  ...SIGNER,
  signers: z
    .array(SignerRuleFile)
    .min(1)
    .optional()
    .describe('Several signers, each with the builder that goes with it; any of them will do.'),
  issuer: Uri.optional().describe(
    'Issuer of the signer’s token; GitHub Actions unless stated. Enterprises may have their own.',
  ),
  release: ReleaseBindingFile.optional().describe(
    'How provenance names its release (spec 1.5); binding ref unless stated.',
  ),
  builder: Builder.optional().describe(
    'The builder: its exact id, a reusable workflow, or the alias github-actions/slsa-provenance (spec 1.7).',
  ),
  buildTypes: BuildTypes.optional().describe(
    'The accepted build types; all known ones unless stated.',
  ),
  predicateType: Uri.optional().describe('The predicate type; SLSA provenance v1 unless stated.'),
  overrides: OverridesFile.optional().describe(
    'Lets SLSA provenance v0.2 pass where it was approved (spec 1.4); it never does unless stated.',
  ),
  externalParameters: z
    .record(z.string().regex(/^(\/[^\s]+)+$/), ParameterRule)
    .optional()
    .describe(
      'Expected parameters, by JSON pointer into externalParameters. What neither the build type nor this names is refused.',
    ),
  inputs: z
    .record(z.string().min(1), ParameterRule)
    .optional()
    .describe(
      'Expected inputs of workflow_dispatch; others are refused. Not compared unless stated.',
    ),
  triggers: z
    .array(z.string().regex(/^[a-z_]+$/))
    .min(1)
    .optional()
    .describe(
      'The events that may start the build; push, release, create, workflow_dispatch unless stated.',
    ),
  runners: Runners.optional().describe('The runners that may build; github-hosted unless stated.'),
  environments: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('The deployment environments that may build (.23).'),
  tokenSubjects: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('The subjects the signer’s token may have (.24).'),
  repositoryId: DecimalId.optional().describe(
    'GitHub’s number of the repository (.15): a name can be registered anew.',
  ),
  ownerId: DecimalId.optional().describe('GitHub’s number of its owner (.17).'),
  checkout: z
    .literal('differentAllowedUnsafe')
    .optional()
    .describe(
      'Let a builder check out another commit than the one that triggered it (spec 1.9 E).',
    ),
  materials: z
    .record(z.string().min(1), z.record(z.string().min(1), z.string().min(1)))
    .optional()
    .describe('Further materials that must be there, by URI, with their digests.'),
  profiles: z
    .array(z.enum(['public-good', 'github']))
    .min(1)
    .optional()
    .describe('The accepted instances of Sigstore (T8); public-good unless stated.'),
  maxRootAgeDays: z
    .int()
    .min(1)
    .optional()
    .describe('The oldest the trusted root may be (T11), in days; any age unless stated.'),
  denied: DenyList.optional().describe('What never passes.'),
});

const HEAD = {
  $schema: z.string().optional().describe('For editors.'),
  version: z.literal(1).describe('Version of this format.'),
};

/** `provkit.policy.json`, version 1, with one set of expectations. */
export const PolicyFile = z.strictObject({ ...HEAD, ...ExpectationsFile.shape });

const severalOf = <T extends z.ZodType>(expectations: T) => ({
  anyOf: z
    .array(expectations)
    .min(1)
    .max(20)
    .optional()
    .describe('One attestation must meet one of these.'),
  allOf: z
    .array(expectations)
    .min(1)
    .max(20)
    .optional()
    .describe('For each of these there must be an attestation that meets it.'),
});

/** `provkit.policy.json`, version 1, with several sets of expectations. */
export const PolicyGroupFile = z.strictObject({ ...HEAD, ...severalOf(ExpectationsFile) });

// A policy is validated in two steps, its head and then each set of expectations, so that their validator is compiled once.

/** The head of a policy with one set of expectations; the other members are theirs. */
export const PolicyHead = z.looseObject(HEAD);

/** A policy with several sets of expectations, those aside. */
export const PolicyGroupHead = z.strictObject({ ...HEAD, ...severalOf(z.unknown()) });

export type Override = z.infer<typeof Override>;
export type Approver = z.infer<typeof Approver>;
export type DenyList = z.infer<typeof DenyList>;
export type ParameterRule = z.infer<typeof ParameterRule>;
export type ExpectationsFile = z.infer<typeof ExpectationsFile>;
export type PolicyFile = z.infer<typeof PolicyFile>;
export type PolicyGroupFile = z.infer<typeof PolicyGroupFile>;
