import { z } from 'zod';
import { EXTENSIONS } from '../certificate/claims.ts';
import { CHECK_IDS } from '../checks/catalog.ts';
import type { FailureReason as Reason } from '../failure-reason.ts';
import { CLASS_GUIDES, type FailureClass } from '../guide/classes.ts';
import { REASONS } from '../guide/reasons.ts';
import { ResourceDescriptor } from '../statement/schemas.ts';

// Plain zod only, so that z.toJSONSchema says the same. A report is written and never read here: the JSON Schema made of
// this is for those who read it. report-schema.test.ts holds it and the types together.

const namesOf = <T extends string>(members: Readonly<Record<T, unknown>>) =>
  z.enum(Object.keys(members) as T[]); // Object.keys widens to string

/** A reason that a check gives. */
export const FailureReason = namesOf<Reason>(REASONS);
const CheckName = z.enum(CHECK_IDS);
const Text = z.string();
const Optional = z.string().exactOptional();
const Time = z.string().describe('UTC, ISO 8601.');
const Hex = z.string().regex(/^[0-9a-f]+$/);

const Verdict = z.enum(['pass', 'fail', 'inconclusive']);
const Place = z
  .string()
  .describe(
    'A JSON pointer into the statement, "certificate OID", or a JSON pointer into the bundle when prefixed with "bundle:".',
  );

const Row = z.object({
  name: Text,
  claim: Text.describe('Place of the certificate’s word.'),
  pointer: Text.describe('Place of the predicate’s word: a JSON pointer into the statement.'),
  outcome: z.enum(['equal', 'different', 'absent', 'not_applicable']),
  certified: Optional.describe('What the certificate says.'),
  stated: Optional.describe('What the predicate says.'),
});

const Check = z.object({
  id: CheckName,
  status: z.enum(['pass', 'fail', 'inconclusive', 'skipped', 'not_applicable']),
  reason: FailureReason.exactOptional().describe('On fail and inconclusive.'),
  message: Text.describe('What was established, what is wrong, or why the check did not run.'),
  expected: Optional.describe(
    'Always there on fail and inconclusive, as are actual, pointer and hint.',
  ),
  actual: Optional,
  pointer: Place.exactOptional(),
  hint: Optional.describe('What to do about it.'),
  rows: z.array(Row).exactOptional().describe('Of the check "claims": each pair compared.'),
  warnings: z.array(Text).exactOptional().describe('What is odd and yet no failure.'),
  spec: Text.describe('Section of the specification and clause that the check enforces.'),
});

/** One thing that is wrong. */
export const Breach = z.object({
  artifact: Text.describe('Names of the released files that it is about.'),
  attestation: Optional.describe('Name of the attestation; absent when there is none.'),
  policy: Optional.describe('Name of the expectations that it was held against.'),
  check: CheckName.exactOptional().describe('Absent when nothing could be checked.'),
  status: z.enum(['fail', 'inconclusive']),
  reason: Text.describe('A failure reason.'),
  class: namesOf<FailureClass>(CLASS_GUIDES).describe('What the reason calls for.'),
  title: Text.describe('What should hold.'),
  message: Text.describe('What is wrong, in one sentence.'),
  expected: Text,
  actual: Text,
  pointer: Place.exactOptional(),
  hint: Text.describe('What to do about it.'),
  spec: Text.describe('Section of the specification and clause that it breaks.'),
  rows: z.array(Row).exactOptional(),
});

const Claims = z.object({
  ...(Object.fromEntries(Object.keys(EXTENSIONS).map((name) => [name, Optional])) as {
    [name in keyof typeof EXTENSIONS]: typeof Optional; // Object.fromEntries widens to string
  }),
  san: Text.describe('The subject alternative name.'),
  sanKind: z.enum(['uri', 'email', 'user-name']),
});

const trustMembers = {
  source: Text.describe('"embedded" or the name of the file.'),
  sha256: Hex,
  profile: z.enum(['public-good', 'github']),
  newestAuthority: Time.describe('When the root’s newest authority began, UTC, ISO 8601.'),
};

const Attestation = z.object({
  name: Text,
  policy: Optional.describe('Name of the expectations that it was held against.'),
  verdict: Verdict,
  failureReason: FailureReason.exactOptional(),
  checks: z.array(Check),
  signer: Claims.exactOptional(),
  trust: z.object(trustMembers).exactOptional(),
  signedAt: Time.exactOptional(),
});

const Provenance = z.object({
  predicateType: Text,
  buildType: Text,
  builderId: Text,
  slsaBuildLevel: z.number(),
  source: z.object({ repository: Text, ref: Text, commit: Hex }),
  workflow: z.object({ path: Text, ref: Text }).exactOptional(),
  invocationId: Optional,
  trigger: Optional,
  runnerEnvironment: Optional,
  externalParameters: z.record(z.string(), z.unknown()),
  internalParameters: z.record(z.string(), z.unknown()),
  resolvedDependencies: z.array(ResourceDescriptor),
});

const common = {
  artifacts: z.array(
    z.object({
      name: Text,
      sha256: Hex.exactOptional(),
      sha384: Hex.exactOptional(),
      sha512: Hex.exactOptional(),
      subjectName: Optional,
    }),
  ),
  release: z.object({
    tag: Optional,
    versionedTag: Optional,
    ref: Optional,
    commit: Hex.exactOptional(),
    tagObject: Hex.exactOptional(),
    run: z.object({ id: Text, attempt: z.int(), actor: Optional }).exactOptional(),
  }),
  attestations: z.array(Attestation).describe('Every attestation, in the order given.'),
  sources: z
    .array(
      z.object({
        source: Text,
        found: z.int().describe('How many bundles, or files of bundles, it had.'),
        degraded: z.array(
          z.object({
            reason: z.enum([
              'upstream_unavailable',
              'rate_limited',
              'not_permitted',
              'malformed',
              'truncated',
              'not_indexed_yet',
            ]),
            message: Text,
          }),
        ),
      }),
    )
    .describe('The sources that were asked; what one could not say is its "degraded".'),
  published: z
    .array(Attestation)
    .exactOptional()
    .describe('Publish attestations of the registry, when it was asked for one; one must hold.'),
  trust: z
    .array(z.object({ ...trustMembers, ageDays: z.number() }))
    .describe('The trusted roots that were available, each with its age.'),
  notAsked: z.array(Text).describe('What was let pass without asking.'),
  verifiedAt: Time,
};

/** One report. */
export const Report = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('pass'), ...common, provenance: Provenance, signer: Claims }),
  z.object({ verdict: z.literal('fail'), ...common, failureReason: FailureReason }),
  z.object({ verdict: z.literal('inconclusive'), ...common, failureReason: FailureReason }),
]);

/** The JSON document of `toJson`, version 1. */
export const ReportDocument = z.object({
  version: z.literal(1).describe('Rises when a member changes its meaning or goes away.'),
  verdict: Verdict.describe('The worst of the reports.'),
  breaches: z.array(Breach).describe('Everything that is wrong; empty on pass.'),
  reports: z.array(Report),
});
