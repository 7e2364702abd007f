import { z } from 'zod';

// Plain zod only, so that z.toJSONSchema says the same. What the program runs is the validator compiled from it
// (npm run generate); rules across fields are in parse-lockfile.ts.

const Commit = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/);
const DecimalId = z.string().regex(/^[1-9][0-9]*$/);
const Text = z.string().min(1);

/** What was accepted of the last release of a line (T12). */
export const AcceptedRelease = z.strictObject({
  tag: Text.describe('The release’s tag.'),
  commit: Commit.describe('The commit that was built.'),
  ref: z
    .string()
    .regex(/^refs\/\S+$/)
    .describe('The full ref that was built.'),
  artifacts: z
    .array(z.string().regex(/^sha(256|384|512):[0-9a-f]+$/))
    .min(1)
    .describe('Digests of the released files, sorted.'),
  repository: z
    .string()
    .regex(/^https:\/\/\S+$/)
    .describe('URL of the source repository.'),
  repositoryId: DecimalId.optional().describe('GitHub’s number of the repository (.15).'),
  ownerId: DecimalId.optional().describe('GitHub’s number of its owner (.17).'),
  signer: Text.describe('The certificate’s name: workflow and ref.'),
  issuer: Text.describe('Issuer of the signer’s token.'),
  builderId: Text.describe('The builder.'),
  buildType: Text.describe('The build type.'),
  predicateType: Text.describe('The predicate type.'),
  profile: Text.describe('The instance of Sigstore that it was signed under.'),
  trigger: Text.optional().describe('The event that started the build (.20).'),
  runnerEnvironment: Text.optional().describe('The kind of runner (.11).'),
  deploymentEnvironment: Text.optional().describe('The deployment environment (.23).'),
  externalParameters: z
    .record(z.string(), z.unknown())
    .describe('The parameters of the build, those aside that certificate and predicate agree on.'),
  acceptedAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    .describe('When it was accepted, UTC.'),
});

/** `provenance.lock.json`, version 1. */
export const LockfileFile = z.strictObject({
  $schema: z.string().optional().describe('For editors.'),
  version: z.literal(1).describe('Version of this format.'),
  lines: z
    .record(Text, AcceptedRelease)
    .describe('The release accepted last of each line, by the line’s name.'),
});

export type AcceptedRelease = z.infer<typeof AcceptedRelease>;
export type LockfileFile = z.infer<typeof LockfileFile>;
