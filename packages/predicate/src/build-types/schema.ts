import { z } from 'zod';

// Plain zod only, so that z.toJSONSchema says the same. What the program runs is the validator compiled from it
// (npm run generate); rules across fields are in parse-build-type.ts.

/** A JSON pointer into the statement (RFC 6901). */
const Pointer = z.string().regex(/^\/predicate(\/[^\s]*)?$/);

/** An https URI. */
const Uri = z.string().regex(/^https:\/\/[^\s]+$/);

/** What a build type must compare, or say why it cannot (spec.md 1.9). */
export const AgreementItem = z.enum([
  'sourceRef',
  'commit',
  'repository',
  'workflow',
  'builder',
  'run',
  'trigger',
  'repositoryId',
  'ownerId',
  'runner',
  'other',
]);

const Template = z
  .string()
  .min(1)
  .max(500)
  .describe(
    'Text with references in braces: {.14} an extension of the certificate, {san}, {run} and {attempt} (of .21), {/predicate/…} a value of the statement, {source/…} one of the source material; {…|minus:TEXT} is the rest after the leading TEXT, {…|after:TEXT} what follows the last TEXT.',
  );

/** One pair that certificate and predicate must agree on. */
export const AgreementRule = z.strictObject({
  item: AgreementItem,
  name: z.string().min(1).max(80).describe('What the pair says, for people.'),
  statement: Template.describe('What the predicate says.'),
  certificate: z
    .array(Template)
    .min(1)
    .optional()
    .describe(
      'What the certificate says; one of the alternatives must equal the predicate’s word.',
    ),
  matches: z
    .array(z.string().min(1).max(500))
    .min(1)
    .optional()
    .describe(
      'Where the certificate has no counterpart: the forms of the predicate’s word, the whole of it. {name} is a name of letters, digits, ".", "_" and "-", {version} is 1.2.3.',
    ),
  required: z
    .literal(true)
    .optional()
    .describe('The predicate must say it; otherwise it is compared where it is there.'),
});

/** A file that describes a build type, version 1. */
export const BuildTypeFile = z.strictObject({
  $schema: z.string().optional().describe('For editors.'),
  version: z.literal(1).describe('Version of this format.'),
  uri: Uri.describe('The buildType of the predicate.'),
  otherUris: z.array(Uri).min(1).optional().describe('Older names of the same build type.'),
  title: z.string().min(1).max(120).describe('Who writes it, for people.'),
  predicateType: z
    .enum(['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2'])
    .describe('The predicate type that it belongs to; v0.2 passes only with an override.'),
  maxLevel: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .describe('The SLSA build level that no policy may exceed for it.'),
  materials: z
    .strictObject({
      at: Pointer.describe('The list that holds the source repository among others.'),
      digests: z
        .array(z.enum(['gitCommit', 'sha1']))
        .min(1)
        .describe(
          'The digests under which its commit may stand; all that are there must be equal.',
        ),
    })
    .describe('The source material: git+REPOSITORY[@REF] with the commit.'),
  builderId: Pointer.describe('Where the builder’s id stands.'),
  signers: z
    .array(z.string().regex(/^https:\/\/[^\s@]+$/))
    .min(1)
    .optional()
    .describe(
      'The workflows, without a ref, that alone write this build type, at refs/tags/vX.Y.Z; absent: any workflow may.',
    ),
  builderByPolicy: z
    .literal(true)
    .optional()
    .describe('The builder is not the signer, so that the policy must name it.'),
  externalParameters: z.strictObject({
    at: Pointer,
    agreed: z
      .array(z.string().regex(/^(\/[^\s/]+)+$/))
      .describe('Pointers inside, whose values a rule of the agreement compares.'),
  }),
  inputs: Pointer.optional().describe('The inputs of workflow_dispatch, where they are recorded.'),
  mayCheckOutOther: z
    .literal(true)
    .optional()
    .describe('The build may check out another commit than the trigger’s, if the policy lets it.'),
  mayLackClaims: z
    .literal(true)
    .optional()
    .describe(
      'Written before Fulcio had the extensions .8 to .22: what they lack is not compared.',
    ),
  agreement: z.array(AgreementRule).min(1).describe('The agreement of certificate and predicate.'),
  withoutRow: z
    .partialRecord(AgreementItem, z.string().min(1))
    .optional()
    .describe('Items that no rule compares, each with the reason.'),
  unprovable: z
    .strictObject({
      absent: z.array(Pointer).optional().describe('Must not be there.'),
      empty: z.array(Pointer).optional().describe('Must be empty where they are there.'),
      notTrue: z.array(Pointer).optional().describe('Must not claim true.'),
      closed: z
        .array(z.strictObject({ at: Pointer, members: z.array(z.string().min(1)) }))
        .optional()
        .describe('Objects that have no other members than these.'),
    })
    .optional()
    .describe('What nobody can prove, and so must not be claimed.'),
});

export type AgreementItem = z.infer<typeof AgreementItem>;
export type AgreementRule = z.infer<typeof AgreementRule>;
export type BuildTypeFile = z.infer<typeof BuildTypeFile>;
