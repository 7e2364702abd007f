import { refusal } from './answers.ts';
import { ancestorsOf, commitAt } from './git-routes.ts';
import type { FakeProject, FakePull, FakeReview, FakeStatus, FakeUser } from './project.ts';
import { contract, guard, pageOf, pageOfList, ROOT, timeOf, userBody } from './project-guard.ts';
import type { GithubAnswer, GithubRequest, GithubRoutes } from './server.ts';

/** Pull requests, their reviews, and the statuses of commits. */
export function pullRoutes(project: FakeProject, apiUrl: string): GithubRoutes {
  const read = (route: Parameters<typeof guard>[2]) => guard(project, 'pull-requests: read', route);
  const pull = `${ROOT}/pulls/{number}`;
  return {
    [`GET ${ROOT}/pulls`]: read((request) => {
      const pulls = project.pulls.filter((one) => isWanted(project, one, request.query));
      return pageOfList(
        request,
        apiUrl,
        pulls.toReversed().map((one) => pullJson(project, one, false)),
      );
    }),
    [`POST ${ROOT}/pulls`]: guard(project, 'pull-requests: write', (request, asker) =>
      createPull(project, request, asker),
    ),
    [`GET ${pull}`]: read(({ params }) => {
      const found = findPull(project, params.number);
      return found
        ? { status: 200, json: pullJson(project, found, true) }
        : refusal(404, 'Not Found');
    }),
    [`GET ${pull}/reviews`]: read((request) => {
      const found = findPull(project, request.params.number);
      if (!found) return refusal(404, 'Not Found');
      return pageOfList(
        request,
        apiUrl,
        found.reviews.map((review) => reviewJson(project, found, review)),
      );
    }),
    [`POST ${ROOT}/statuses/{sha}`]: guard(project, 'statuses: write', (request) =>
      createStatus(project, request),
    ),
    [`GET ${ROOT}/commits/{sha}/statuses`]: guard(project, 'statuses: read', (request) => {
      const statuses = project.statuses
        .filter(({ sha }) => sha === request.params.sha)
        .toReversed();
      return pageOfList(
        request,
        apiUrl,
        statuses.map((status) => statusJson(project, status)),
      );
    }),
  };
}

/** The pull request of that number. */
export function findPull({ pulls }: FakeProject, number: string | undefined): FakePull | undefined {
  return pulls.find((pull) => String(pull.number) === number);
}

/** The commit at the head of a pull request. */
export function headOf(project: FakeProject, { head }: FakePull): string {
  return project.refs.get(`refs/heads/${head}`) ?? '0'.repeat(40);
}

/** Adds a review of what is at the head now. */
export function reviewPull(
  project: FakeProject,
  pull: FakePull,
  review: Pick<FakeReview, 'userId' | 'state' | 'body'> & Partial<FakeReview>,
): FakeReview {
  const made = {
    id: 500 + pull.number * 100 + pull.reviews.length,
    submittedAt: project.now(),
    commitId: headOf(project, pull),
    ...review,
  };
  pull.reviews.push(made);
  return made;
}

function isWanted(project: FakeProject, { head, base, state }: FakePull, query: URLSearchParams) {
  const isState = [state, 'all'].includes(query.get('state') ?? 'open');
  const isHead = (query.get('head') ?? `${project.owner}:${head}`) === `${project.owner}:${head}`;
  return isState && isHead && (query.get('base') ?? base) === base;
}

function createPull(project: FakeProject, { body }: GithubRequest, asker: FakeUser): GithubAnswer {
  const {
    head,
    base,
    title = '',
    body: text = '',
  } = JSON.parse(body) as Partial<FakePull> & {
    readonly head: string;
    readonly base: string;
  };
  if (!project.allowsPulls) {
    return refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  }
  const invalid = (message: string): GithubAnswer => ({
    status: 422,
    json: {
      message: 'Validation Failed',
      errors: [{ resource: 'PullRequest', code: 'custom', message }],
      documentation_url: 'https://docs.github.com/rest',
    },
  });
  const [from, to] = [commitAt(project, base), commitAt(project, head)];
  if (!from || !to) return invalid('head or base is invalid');
  if (project.pulls.some((one) => one.state === 'open' && one.head === head && one.base === base)) {
    return invalid(`A pull request already exists for ${project.owner}:${head}.`);
  }
  if (ancestorsOf(project, from).has(to.sha))
    return invalid(`No commits between ${base} and ${head}`);
  const pull: FakePull = {
    number: 100 + project.pulls.length,
    head,
    base,
    title,
    body: text,
    userId: asker.id,
    createdAt: project.now(),
    state: 'open',
    reviews: [],
  };
  project.pulls.push(pull);
  return { status: 201, json: pullJson(project, pull, true) };
}

function pullJson(project: FakeProject, pull: FakePull, isWhole: boolean) {
  const sample = contract.sampleOf(isWhole ? 'pull-request' : 'pull-request-simple') as {
    readonly head: object;
    readonly base: object;
  };
  const side = (branch: string, part: object) => ({
    ...part,
    ref: branch,
    label: `${project.owner}:${branch}`,
    sha: project.refs.get(`refs/heads/${branch}`) ?? '0'.repeat(40),
  });
  const { number, title, body, state, createdAt, mergedAt, userId, head, base } = pull;
  return {
    ...sample,
    number,
    title,
    body,
    state,
    user: userBody(project, userId),
    created_at: timeOf(createdAt),
    merged_at: mergedAt === undefined ? null : timeOf(mergedAt),
    html_url: pageOf(project, `pull/${number}`),
    head: side(head, sample.head),
    base: side(base, sample.base),
    ...(isWhole && { merged: mergedAt !== undefined }),
  };
}

function reviewJson(project: FakeProject, pull: FakePull, review: FakeReview) {
  const url = pageOf(project, `pull/${pull.number}#pullrequestreview-${review.id}`);
  return {
    ...(contract.sampleOf('pull-request-review') as object),
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: userBody(project, review.userId),
    state: review.state,
    body: review.body,
    commit_id: review.commitId,
    submitted_at: timeOf(review.submittedAt),
    html_url: url,
    author_association: 'MEMBER',
  };
}

function createStatus(project: FakeProject, { params, body }: GithubRequest): GithubAnswer {
  const {
    state = '',
    context = 'default',
    description = '',
  } = JSON.parse(body) as Partial<FakeStatus>;
  const { sha = '' } = params;
  if (!project.commits.has(sha)) return refusal(422, `No commit found for SHA: ${sha}`);
  const id = 600 + project.statuses.length;
  const status = { id, sha, context, state, description, createdAt: project.now() };
  project.statuses.push(status);
  return { status: 201, json: statusJson(project, status) };
}

function statusJson(
  project: FakeProject,
  { id, state, context, description, createdAt }: FakeStatus,
) {
  return {
    ...(contract.sampleOf('status') as object),
    id,
    state,
    context,
    description,
    created_at: timeOf(createdAt),
    updated_at: timeOf(createdAt),
    creator: userBody(project, 1),
  };
}
