import { createHash } from 'node:crypto';
import { refusal } from './answers.ts';
import { githubContract } from './contract.ts';
import type { GithubAnswer, GithubRequest, GithubRoutes } from './server.ts';

/** A commit of one file. */
export interface FakeCommit {
  readonly sha: string;
  readonly branch: string;
  readonly path: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** ISO 8601. */
  readonly at: string;
}

/** The files of a fake repository, by branch; tests look at them and change them as they go. */
export interface FakeContents {
  readonly owner: string;
  readonly name: string;
  readonly token: string;
  /** Whether the token has `contents: write`. */
  mayWrite: boolean;
  /** Branch to path to content. */
  readonly branches: Map<string, Map<string, Uint8Array>>;
  /** Oldest first. */
  readonly commits: FakeCommit[];
  /** Answers a write instead of doing it, where it returns something. */
  refuse: (request: GithubRequest) => GithubAnswer | undefined;
  /** ms since 1970, UTC: the time of commits. */
  readonly now: () => number;
}

/** A repository whose `main` is empty. */
export function createFakeContents(
  changes: Partial<FakeContents> & Pick<FakeContents, 'now'>,
): FakeContents {
  return {
    owner: 'acme',
    name: 'widgets',
    token: 'ghs_testkitTESTKITtestkitTESTKITtestkit01',
    mayWrite: true,
    branches: new Map([['main', new Map<string, Uint8Array>()]]),
    commits: [],
    refuse: () => undefined,
    ...changes,
  };
}

/** What the files of a branch are changed by, beside the API: a push of somebody else. */
export function commitFile(
  contents: FakeContents,
  {
    branch = 'main',
    path,
    content,
    message = 'Somebody else',
  }: {
    readonly branch?: string;
    readonly path: string;
    readonly content: Uint8Array;
    readonly message?: string;
  },
): FakeCommit {
  const files = contents.branches.get(branch) ?? new Map<string, Uint8Array>();
  contents.branches.set(branch, files.set(path, content));
  const author = { name: 'octocat', email: 'octocat@users.noreply.github.com' };
  return addCommit(contents, { branch, path, message, author });
}

const contract = githubContract();
/** GitHub hands out no more than this as base64 in JSON, and nothing beyond the second in any form. */
const MOST_JSON_BYTES = 1024 * 1024;
const MOST_BYTES = 100 * 1024 * 1024;

/** The routes of GitHub's contents API, and of the commits that it makes. */
export function contentsRoutes(contents: FakeContents): GithubRoutes {
  const root = '/repos/{owner}/{repo}';
  const guarded =
    (answer: GithubRoutes[string]): GithubRoutes[string] =>
    (request) => {
      const { owner, repo } = request.params;
      const isKnown = request.authorization === `Bearer ${contents.token}`;
      const isOurs = owner === contents.owner && repo === contents.name;
      return isOurs && isKnown ? answer(request) : refusal(404, 'Not Found');
    };
  return {
    [`GET ${root}/contents/{path}`]: guarded((request) => readFile(contents, request)),
    [`PUT ${root}/contents/{path}`]: guarded(
      (request) => contents.refuse(request) ?? writeFile(contents, request),
    ),
    [`GET ${root}/commits`]: guarded((request) => listCommits(contents, request)),
  };
}

function readFile(
  { branches }: FakeContents,
  { params, query, accept = '' }: GithubRequest,
): GithubAnswer {
  const { path = '' } = params;
  const content = branches.get(query.get('ref') ?? 'main')?.get(path);
  if (!content) return refusal(404, 'Not Found');
  if (content.byteLength > MOST_BYTES) {
    return refusal(403, 'This API returns blobs up to 100 MB in size');
  }
  if (/\braw\b/.test(accept)) {
    return { status: 200, bytes: content, headers: { 'content-type': accept } };
  }
  const isSmall = content.byteLength <= MOST_JSON_BYTES;
  return {
    status: 200,
    json: {
      ...(contract.sampleOf('content-file') as object),
      ...fileMembers(path, content),
      encoding: isSmall ? 'base64' : 'none',
      content: isSmall ? Buffer.from(content).toString('base64') : '',
    },
  };
}

/** What a write's body says. */
interface WriteBody {
  readonly message?: string;
  readonly content?: string;
  readonly sha?: string;
  readonly branch?: string;
  readonly author?: FakeCommit['author'];
}

function writeFile(contents: FakeContents, { params, body }: GithubRequest): GithubAnswer {
  const { path = '' } = params;
  const { branch = 'main', content, sha, message, author } = JSON.parse(body) as WriteBody;
  if (content === undefined || message === undefined) return refusal(422, 'Invalid request.');
  if (!contents.mayWrite) return refusal(403, 'Resource not accessible by integration');
  const files = contents.branches.get(branch);
  if (!files) return refusal(404, `Branch ${branch} not found`);
  const current = files.get(path);
  if (current && sha === undefined) {
    return refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  }
  if (sha !== undefined && (!current || blobId(current) !== sha)) {
    return refusal(409, `${path} does not match ${sha}`);
  }
  const bytes = Buffer.from(content, 'base64');
  files.set(path, bytes);
  const by = author ?? { name: 'github-actions[bot]', email: 'bot@users.noreply.github.com' };
  const commit = addCommit(contents, { branch, path, message, author: by });
  return {
    status: current ? 200 : 201,
    json: {
      ...contract.sample('repos/create-or-update-file-contents'),
      content: { ...fileMembers(path, bytes) },
      commit: { sha: commit.sha, message },
    },
  };
}

function listCommits({ commits }: FakeContents, { query }: GithubRequest): GithubAnswer {
  const since = query.get('since') ?? '';
  const found = commits
    .filter(({ branch, path, at }) => {
      const isThere = branch === (query.get('sha') ?? 'main');
      return isThere && path === (query.get('path') ?? path) && at >= since;
    })
    .toReversed()
    .slice(0, Number(query.get('per_page') ?? 30));
  return { status: 200, json: found.map(commitBody) };
}

function commitBody({ sha, message, author, at }: FakeCommit) {
  const sample = contract.sampleOf('commit') as { readonly commit: object };
  const by = { ...author, date: at };
  return { ...sample, sha, commit: { ...sample.commit, message, author: by, committer: by } };
}

function addCommit(contents: FakeContents, commit: Omit<FakeCommit, 'sha' | 'at'>): FakeCommit {
  const sha = createHash('sha1').update(`commit ${contents.commits.length}`).digest('hex');
  const made = { ...commit, sha, at: new Date(contents.now()).toISOString() };
  contents.commits.push(made);
  return made;
}

function fileMembers(path: string, content: Uint8Array) {
  return { name: path.split('/').at(-1), path, sha: blobId(content), size: content.byteLength };
}

/** The id that git gives a content. */
function blobId(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}
