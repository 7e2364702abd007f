import { z } from 'zod';

// What of GitHub's answers is read, and no more: an answer may have any other member. Plain zod only; what the program runs is
// the validator compiled from it (npm run generate). The names are GitHub's.
// @see https://docs.github.com/rest (the testkit holds answers of these forms against GitHub's OpenAPI description)

const Id = z.int().min(1);
const Sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const Time = z.iso.datetime({ offset: true });

/** Somebody, by the number that stays when the login changes. `null`: the account is gone. */
export const Account = z.looseObject({ id: Id, login: z.string(), type: z.string() });

/** `GET …/actions/runs/{run_id}`, and that of an attempt. */
export const WorkflowRun = z.looseObject({
  id: Id,
  run_attempt: z.int().min(1),
  workflow_id: Id,
  path: z.string(),
  event: z.string(),
  head_sha: Sha,
  head_branch: z.string().nullable(),
  display_title: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  created_at: Time,
  html_url: z.string(),
  referenced_workflows: z.array(z.looseObject({ path: z.string() })).nullish(),
  actor: Account.nullish(),
  triggering_actor: Account.nullish(),
});

/** `GET …/actions/runs` and `GET …/actions/workflows/{workflow_id}/runs`, newest first. */
export const WorkflowRuns = z.looseObject({
  total_count: z.int().min(0),
  workflow_runs: z.array(WorkflowRun),
});

/** `GET …/actions/runs/{run_id}/attempts/{attempt_number}/jobs`. */
export const Jobs = z.looseObject({
  total_count: z.int().min(0),
  jobs: z.array(
    z.looseObject({
      id: Id,
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullable(),
      run_attempt: z.int().min(1),
    }),
  ),
});

/** `GET …/actions/runs/{run_id}/artifacts`; an expired one stays listed. */
export const Artifacts = z.looseObject({
  total_count: z.int().min(0),
  artifacts: z.array(
    z.looseObject({
      id: Id,
      name: z.string(),
      expired: z.boolean(),
      created_at: Time.nullable(),
      expires_at: Time.nullable(),
    }),
  ),
});

/** `POST …/actions/workflows/{workflow_id}/dispatches` with `return_run_details`. */
export const DispatchDetails = z.looseObject({ workflow_run_id: Id });

/** `GET …/git/ref/{ref}`, `GET …/git/tags/{tag_sha}` and `POST …/git/refs`. */
export const GitPointer = z.looseObject({ object: z.looseObject({ type: z.string(), sha: Sha }) });

/** `GET …/git/commits/{commit_sha}` and `POST …/git/commits`. */
export const GitCommit = z.looseObject({
  sha: Sha,
  tree: z.looseObject({ sha: Sha }),
  parents: z.array(z.looseObject({ sha: Sha })),
});

/** `GET …/commits/{ref}`: an author whom GitHub does not know is `null`, or an object without members. */
export const Commit = z.looseObject({
  sha: Sha,
  author: z.looseObject({ id: Id.optional() }).nullable(),
  committer: z.looseObject({ id: Id.optional() }).nullable(),
});

/** `GET …/contents/{path}`: the id that git gives the content. */
export const ContentFile = z.looseObject({ type: z.literal('file'), sha: Sha });

/** A pull request, as far as a list and the request itself agree. */
export const Pull = z.looseObject({
  number: Id,
  state: z.enum(['open', 'closed']),
  html_url: z.string(),
  merged_at: Time.nullable(),
  head: z.looseObject({ ref: z.string(), sha: Sha }),
  base: z.looseObject({ ref: z.string(), sha: Sha }),
  user: Account.nullable(),
});

/** `GET …/pulls`. */
export const Pulls = z.array(Pull);

/** `GET …/pulls/{pull_number}/reviews`, oldest first. A pending one has no time. */
export const Reviews = z.array(
  z.looseObject({
    id: Id,
    node_id: z.string(),
    user: Account.nullable(),
    body: z.string(),
    state: z.string(),
    commit_id: Sha.nullable(),
    submitted_at: Time.nullish(),
    html_url: z.string(),
  }),
);

/** One status of a commit. */
const Status = z.looseObject({ state: z.string(), context: z.string() });

/** `GET …/commits/{ref}/statuses`, newest first. */
export const Statuses = z.array(Status);

/** `GET /orgs/{org}/teams/{team_slug}/members`. */
export const Members = z.array(Account);

/** `GET …/issues/{issue_number}/comments`, oldest first. */
export const Comments = z.array(
  z.looseObject({
    id: Id,
    node_id: z.string(),
    user: Account.nullable(),
    body: z.string(),
    created_at: Time,
    updated_at: Time,
    html_url: z.string(),
  }),
);

/** `GET …/actions/runs/{run_id}/approvals`: GitHub does not say when. */
export const EnvironmentReviews = z.array(
  z.looseObject({
    environments: z.array(z.looseObject({ name: z.string() })),
    state: z.string(),
    user: Account,
    comment: z.string(),
  }),
);

/** `POST /graphql`: what is known of the edits of comments and reviews; `null` for one that is gone. */
export const Edits = z.looseObject({
  data: z.looseObject({
    nodes: z.array(
      z
        .looseObject({
          id: z.string().optional(),
          lastEditedAt: z.string().nullish(),
          includesCreatedEdit: z.boolean().optional(),
          createdViaEmail: z.boolean().optional(),
        })
        .nullable(),
    ),
  }),
});

export type Account = z.infer<typeof Account>;
export type WorkflowRun = z.infer<typeof WorkflowRun>;
export type WorkflowRuns = z.infer<typeof WorkflowRuns>;
export type Jobs = z.infer<typeof Jobs>;
export type Artifacts = z.infer<typeof Artifacts>;
export type DispatchDetails = z.infer<typeof DispatchDetails>;
export type GitPointer = z.infer<typeof GitPointer>;
export type GitCommit = z.infer<typeof GitCommit>;
export type Commit = z.infer<typeof Commit>;
export type ContentFile = z.infer<typeof ContentFile>;
export type Pull = z.infer<typeof Pull>;
export type Pulls = z.infer<typeof Pulls>;
export type Reviews = z.infer<typeof Reviews>;
export type Status = z.infer<typeof Status>;
export type Statuses = z.infer<typeof Statuses>;
export type Members = z.infer<typeof Members>;
export type Comments = z.infer<typeof Comments>;
export type EnvironmentReviews = z.infer<typeof EnvironmentReviews>;
export type Edits = z.infer<typeof Edits>;
