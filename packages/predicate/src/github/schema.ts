import { z } from 'zod';

// What of GitHub's answers is read, and no more: an answer may have any other member. Plain zod only; what the program runs is
// the validator compiled from it (npm run generate). The names are GitHub's.
// @see https://docs.github.com/rest (the OpenAPI description is checked by the testkit)

const Id = z.int().min(1);
const Sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

/** `GET /repos/{owner}/{repo}`. */
export const Repository = z.looseObject({
  id: Id,
  full_name: z.string(),
  owner: z.looseObject({ login: z.string(), type: z.string() }),
});

/** `GET …/actions/runs/{run_id}/attempts/{attempt_number}`. */
export const WorkflowRun = z.looseObject({
  id: Id,
  run_attempt: z.int().min(1),
  head_sha: Sha,
  path: z.string(),
  event: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  updated_at: z.string(),
  repository: z.looseObject({ id: Id }),
  head_repository: z.looseObject({ id: Id }).nullable(),
});

/** `GET …/actions/runs/{run_id}/attempts/{attempt_number}/jobs`. */
export const Jobs = z.looseObject({
  total_count: z.int().min(0),
  jobs: z.array(
    z.looseObject({
      name: z.string(),
      conclusion: z.string().nullable(),
      run_attempt: z.int().min(1).optional(),
    }),
  ),
});

/** `GET …/actions/artifacts/{artifact_id}`. */
export const RunArtifact = z.looseObject({
  id: Id,
  name: z.string(),
  size_in_bytes: z.int().min(0),
  expired: z.boolean(),
  expires_at: z.string().nullable(),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .nullish(),
  workflow_run: z
    .looseObject({
      id: Id.optional(),
      repository_id: Id.optional(),
      head_repository_id: Id.optional(),
      head_sha: z.string().optional(),
    })
    .nullable(),
});

/** `GET …/actions/runs/{run_id}/artifacts`. */
export const RunArtifacts = z.looseObject({
  total_count: z.int().min(0),
  artifacts: z.array(RunArtifact),
});

/** One attestation: the bundle itself, or where it is. */
export const Attestation = z.looseObject({
  bundle: z.record(z.string(), z.unknown()).nullish(),
  bundle_url: z.string().nullish(),
  repository_id: z.int().nullish(),
});

/** `GET …/attestations/{subject_digest}`. */
export const Attestations = z.looseObject({ attestations: z.array(Attestation) });

/** `POST /orgs/{org}/attestations/bulk-list`, `POST /users/{username}/attestations/bulk-list`. */
export const BulkAttestations = z.looseObject({
  attestations_subject_digests: z.record(z.string(), z.array(Attestation).nullable()),
  page_info: z
    .looseObject({ has_next: z.boolean().optional(), next: z.string().optional() })
    .optional(),
});

/** `GET …/git/ref/{ref}` and `GET …/git/tags/{tag_sha}`: what a ref or an annotated tag points to. */
export const GitPointer = z.looseObject({
  object: z.looseObject({ type: z.string(), sha: Sha }),
});

export type Repository = z.infer<typeof Repository>;
export type WorkflowRun = z.infer<typeof WorkflowRun>;
export type Jobs = z.infer<typeof Jobs>;
export type RunArtifact = z.infer<typeof RunArtifact>;
export type RunArtifacts = z.infer<typeof RunArtifacts>;
export type Attestation = z.infer<typeof Attestation>;
export type Attestations = z.infer<typeof Attestations>;
export type BulkAttestations = z.infer<typeof BulkAttestations>;
export type GitPointer = z.infer<typeof GitPointer>;
