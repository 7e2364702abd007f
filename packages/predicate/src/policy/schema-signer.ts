import { z } from 'zod';

// Plain zod only, as in schema.ts, of which this is the part about signers and builders.

/** A full Git ref: a branch or a tag. */
export const Ref = z.string().regex(/^refs\/(heads|tags)\/[^\s]+$/);

/** An https URI; a pattern, since the library of formats is larger than all else that is compiled. */
export const Uri = z.string().regex(/^https:\/\/[^\s]+$/);

const WorkflowUrl = z
  .string()
  .regex(/^https:\/\/[a-z0-9.-]+\/[^/\s@]+\/[^/\s@]+\/\.github\/workflows\/[^/\s@]+\.ya?ml$/)
  .describe('URL of the workflow, without a ref.');

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

/** The three ways to say who signs. */
export const SIGNER = {
  workflow: z
    .string()
    .regex(/^\.github\/workflows\/[^/\s@]+\.ya?ml$/)
    .optional()
    .describe('The signer: this workflow of the source repository, at the ref that was built.'),
  signer: z
    .strictObject({ workflow: WorkflowUrl, ref: SignerRef })
    .optional()
    .describe('The signer: a reusable workflow, usually of another repository.'),
  repositoryOnlyUnsafe: z
    .literal(true)
    .optional()
    .describe('Accept any workflow that ran in the source repository, on any branch (T9).'),
};

/** A builder: an id or alias, or a reusable workflow. */
export const Builder = z.union([
  z.string().min(1),
  z.strictObject({
    workflow: WorkflowUrl,
    ref: z.union([z.literal('semver-tag'), z.strictObject({ exact: Ref })]),
  }),
]);

/** URIs of build types. */
export const BuildTypes = z.array(Uri).min(1);
/** Kinds of runners (certificate .11). */
export const Runners = z.array(z.enum(['github-hosted', 'self-hosted'])).min(1);

/** A signer and a builder that go together; a rule passes only as a whole (spec.md 1.7). */
export const SignerRuleFile = z.strictObject({
  ...SIGNER,
  builder: Builder.optional().describe('The builder that goes with this signer.'),
  buildTypes: BuildTypes.optional().describe('The build types that this signer may write.'),
  runners: Runners.optional().describe('The runners that this signer may use.'),
  maxLevel: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .optional()
    .describe('The SLSA build level that this pair is trusted for; 1 unless stated.'),
});

export type SignerRef = z.infer<typeof SignerRef>;
export type SignerRuleFile = z.infer<typeof SignerRuleFile>;
