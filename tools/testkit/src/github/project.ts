import { createHash } from 'node:crypto';

/** An account; the id stays when the login changes, and a login that somebody gave up can be somebody else's. */
export interface FakeUser {
  readonly id: number;
  login: string;
  readonly type: 'User' | 'Bot';
}

/** What a token may do, in the words of a workflow's `permissions`; `members: read` is an organisation's. */
export type FakePermission =
  | 'actions: read'
  | 'actions: write'
  | 'contents: read'
  | 'contents: write'
  | 'pull-requests: read'
  | 'pull-requests: write'
  | 'statuses: read'
  | 'statuses: write'
  | 'issues: read'
  | 'issues: write'
  | 'members: read';

/** Whose a token is, and what it may do. */
export interface FakeToken {
  readonly userId: number;
  readonly permissions: Set<FakePermission>;
}

/** A workflow file of the default branch. */
export interface FakeWorkflow {
  readonly id: number;
  readonly path: string;
  state: 'active' | 'disabled_manually';
  /** Inputs of `workflow_dispatch`; absent: the workflow has no such trigger. */
  readonly inputs?: readonly string[];
  /** The input that `run-name` shows, as `run-name: Release ${{ inputs.x }}` does. */
  readonly runNameInput?: string;
}

/** A job of an attempt. */
export interface FakeJob {
  readonly id: number;
  readonly name: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  /** In which attempt it ran: a rerun of failed jobs keeps those that succeeded. */
  readonly attempt: number;
}

/** One attempt of a run. */
export interface FakeRunAttempt {
  readonly number: number;
  readonly startedAt: number;
  readonly triggeredBy: number;
  updatedAt: number;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  jobs: FakeJob[];
}

/** A workflow run with all its attempts. Times in ms since 1970, UTC. */
export interface FakeWorkflowRun {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly displayTitle: string;
  readonly actorId: number;
  readonly createdAt: number;
  readonly attempts: FakeRunAttempt[];
  /** Files of other repositories, or of this one, that the run took its jobs from. */
  readonly referencedWorkflows?: readonly { readonly path: string; readonly sha: string }[];
}

/** An artifact of a run; an expired one stays in the list. */
export interface FakeRunArtifact {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A commit. Equal trees have equal content. */
export interface FakeGitCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly authorId: number;
  readonly at: number;
  /** Paths that it changes, for comparisons. */
  readonly files: readonly string[];
}

/** A review of a pull request. */
export interface FakeReview {
  readonly id: number;
  readonly userId: number;
  readonly submittedAt: number;
  readonly commitId: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  body: string;
  editedAt?: number;
}

/** A pull request. */
export interface FakePull {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly userId: number;
  readonly createdAt: number;
  state: 'open' | 'closed';
  mergedAt?: number;
  readonly reviews: FakeReview[];
}

/** A status of a commit; the newest of a context counts. */
export interface FakeStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly createdAt: number;
}

/** A comment of an Issue. */
export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  readonly userId: number;
  readonly createdAt: number;
  body: string;
  /** What the REST API shows. */
  updatedAt: number;
  /** What GraphQL alone shows. */
  editedAt?: number;
  readonly isByEmail?: boolean;
}

/** What reviewers said when a run waited for an environment. GitHub does not say when. */
export interface FakeEnvironmentReview {
  readonly runId: number;
  readonly environment: string;
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly userId: number;
  readonly comment: string;
}

/** A repository as those who run and mend its releases see it; tests change it as they go. */
export interface FakeProject {
  readonly owner: string;
  readonly name: string;
  readonly id: number;
  /** ms since 1970, UTC. */
  readonly now: () => number;
  readonly users: Map<number, FakeUser>;
  readonly tokens: Map<string, FakeToken>;
  readonly workflows: FakeWorkflow[];
  readonly runs: FakeWorkflowRun[];
  readonly artifacts: FakeRunArtifact[];
  readonly commits: Map<string, FakeGitCommit>;
  /** `refs/heads/main` to a commit, `refs/tags/v1` to a commit or a tag object. */
  readonly refs: Map<string, string>;
  /** Tag object to what it names, which may be another one. */
  readonly tagObjects: Map<string, { readonly type: string; readonly sha: string }>;
  readonly pulls: FakePull[];
  readonly statuses: FakeStatus[];
  readonly comments: FakeComment[];
  readonly environmentReviews: FakeEnvironmentReview[];
  /** Slug to the ids of its members. */
  readonly teams: Map<string, Set<number>>;
  /** False: an older server, which answers a dispatch with 204 and refuses to be asked for more. */
  returnsRunDetails: boolean;
  /**
   * What the 51st rerun meets: GitHub's changelog of 10 April 2026 speaks of a failed check suite, so that the request itself
   * succeeds; `refused` is a server that says 403.
   */
  beyondLimit: 'fails' | 'refused';
  /** Whether GitHub Actions may open pull requests, a setting of the repository. */
  allowsPulls: boolean;
}

/** The token of the one who mends; it may do everything. */
export const RECOVERY_TOKEN = 'ghs_testkitTESTKITtestkitTESTKITrecovery1';

const EVERYTHING: readonly FakePermission[] = [
  'actions: read',
  'actions: write',
  'contents: read',
  'contents: write',
  'pull-requests: read',
  'pull-requests: write',
  'statuses: read',
  'statuses: write',
  'issues: read',
  'members: read',
];

/** A project with people, a release workflow, `main` and `release`, and nothing else. */
export function createFakeProject(
  changes: Partial<FakeProject> & Pick<FakeProject, 'now'>,
): FakeProject {
  return {
    owner: 'acme',
    name: 'widgets',
    id: 123_456,
    users: new Map(
      [
        user(1, 'release-bot[bot]', 'Bot'),
        user(2, 'ada'),
        user(3, 'grace'),
        user(4, 'mallory'),
      ].map((one) => [one.id, one]),
    ),
    tokens: new Map([[RECOVERY_TOKEN, { userId: 1, permissions: new Set(EVERYTHING) }]]),
    workflows: [
      {
        id: 71,
        path: '.github/workflows/release.yml',
        state: 'active',
        inputs: ['tag', 'recovery_id'],
        runNameInput: 'recovery_id',
      },
    ],
    runs: [],
    artifacts: [],
    commits: new Map(),
    refs: new Map(),
    tagObjects: new Map(),
    pulls: [],
    statuses: [],
    comments: [],
    environmentReviews: [],
    teams: new Map([['ops-gov', new Set([3])]]),
    returnsRunDetails: true,
    beyondLimit: 'fails',
    allowsPulls: true,
    ...changes,
  };
}

function user(id: number, login: string, type: FakeUser['type'] = 'User'): FakeUser {
  return { id, login, type };
}

/** Adds a commit, by default one of new content, and moves the branch to it where one is named. */
export function commitTo(
  project: FakeProject,
  {
    branch,
    parents,
    message = 'Work',
    tree,
    authorId = 2,
    files = [],
  }: {
    readonly branch?: string;
    readonly parents?: readonly string[];
    readonly message?: string;
    readonly tree?: string;
    readonly authorId?: number;
    readonly files?: readonly string[];
  } = {},
): FakeGitCommit {
  const tip = branch === undefined ? undefined : project.refs.get(`refs/heads/${branch}`);
  const content = {
    tree: tree ?? sha1(`tree ${project.commits.size} ${message}`),
    parents: parents ?? (tip === undefined ? [] : [tip]),
    message,
    authorId,
    at: project.now(),
  };
  const commit = { ...content, files, sha: sha1(JSON.stringify([content, project.commits.size])) };
  project.commits.set(commit.sha, commit);
  if (branch !== undefined) project.refs.set(`refs/heads/${branch}`, commit.sha);
  return commit;
}

/** Names a commit with an annotated tag, and returns the id of the tag object. */
export function tagCommit(project: FakeProject, tag: string, sha: string): string {
  const object = sha1(`tag ${tag} ${sha}`);
  project.tagObjects.set(object, { type: 'commit', sha });
  project.refs.set(`refs/tags/${tag}`, object);
  return object;
}

export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
