import { z } from 'zod';

// Plain zod only, so that z.toJSONSchema says the same. What the program runs is the validator compiled from it
// (npm run generate); rules across fields are in define-policy.ts.

/** A full Git ref: a branch or a tag. */
const Ref = z.string().regex(/^refs\/(heads|tags)\/[^\s]+$/);

/** An https URI; a pattern, since the library of formats is larger than all else that is compiled. */
const Uri = z.string().regex(/^https:\/\/[^\s]+$/);

/** At which ref a signer workflow of another repository must have been called (spec.md 1.7). */
export const SignerRef = z.union([
  z.literal('semver-tag').describe('refs/tags/vX.Y.Z, no prerelease'),
  z.literal('commit').describe('a commit, equal to the certificate’s build signer digest (.10)'),
  z.strictObject({
    exact: z
      .string()
      .regex(/^(refs\/(heads|tags)\/\S+|[0-9a-f]{40}|[0-9a-f]{64})$/)
      .describe('this ref or commit and no other'),
  }),
  z.strictObject({
    branchUnsafe: z.string().min(1).describe('this branch: whoever can push to it can sign'),
  }),
]);

/** `provkit.policy.json`, version 1. */
export const PolicyFile = z.strictObject({
  $schema: z.string().optional().describe('For editors.'),
  version: z.literal(1).describe('Version of this format.'),
  source: z
    .string()
    .regex(
      /^(github:[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+|https:\/\/[a-z0-9.-]+\/[^/\s@]+\/[^/\s@]+)$/,
    )
    .describe(
      'The repository the artifacts must be built from: github:owner/name, or its https URL. Exact case.',
    ),
  workflow: z
    .string()
    .regex(/^\.github\/workflows\/[^/\s]+\.ya?ml$/)
    .optional()
    .describe('The signer: this workflow of the source repository, at the ref that was built.'),
  signer: z
    .strictObject({
      workflow: z
        .string()
        .regex(/^https:\/\/[a-z0-9.-]+\/[^/\s@]+\/[^/\s@]+\/\.github\/workflows\/[^/\s@]+\.ya?ml$/)
        .describe('URL of the workflow, without a ref.'),
      ref: SignerRef,
    })
    .optional()
    .describe('The signer: a reusable workflow, usually of another repository.'),
  repositoryOnlyUnsafe: z
    .literal(true)
    .optional()
    .describe('Accept any workflow that ran in the source repository, on any branch (T9).'),
  issuer: Uri.optional().describe(
    'Issuer of the signer’s token; GitHub Actions unless stated. Enterprises may have their own.',
  ),
  release: z
    .discriminatedUnion('binding', [
      z.strictObject({ binding: z.literal('ref').describe('Built from the release’s own tag.') }),
      z.strictObject({
        binding: z
          .literal('commit')
          .describe('Built from a branch; the tag points to the built commit.'),
        branches: z
          .array(Ref)
          .min(1)
          .describe('The branches that releases are built from, in full.'),
      }),
      z.strictObject({
        binding: z.literal('noneUnsafe').describe('Any ref of the repository will do.'),
      }),
    ])
    .optional()
    .describe('How provenance names its release (spec 1.5); binding ref unless stated.'),
  builder: z
    .string()
    .min(1)
    .optional()
    .describe('The builder: its exact id, or the alias github-actions/slsa-provenance (spec 1.7).'),
  buildTypes: z
    .array(Uri)
    .min(1)
    .optional()
    .describe('The accepted build types; all known ones unless stated.'),
  predicateType: Uri.optional().describe('The predicate type; SLSA provenance v1 unless stated.'),
  profiles: z
    .array(z.enum(['public-good', 'github']))
    .min(1)
    .optional()
    .describe('The accepted instances of Sigstore (T8); public-good unless stated.'),
});

export type SignerRef = z.infer<typeof SignerRef>;
export type PolicyFile = z.infer<typeof PolicyFile>;
