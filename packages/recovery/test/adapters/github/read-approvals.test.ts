import {
  comment,
  commitTo,
  editComment,
  type FakePull,
  RECOVERY_TOKEN,
  reviewPull,
} from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readApprovals, readAuthors } from '../../../src/adapters/github/read-approvals.ts';
import { decideApproval } from '../../../src/approval/decide-approval.ts';
import { openScene, type Scene } from './fixture.ts';

const DIGEST = 'ab'.repeat(32);
const APPROVE = `/approve ${DIGEST}`;
const GRACE = 3;
const MALLORY = 4;

let scene: Scene;
let pull: FakePull;
beforeEach(async () => {
  scene = await openScene();
  commitTo(scene.project, { branch: 'rollback/x', parents: [scene.commit] });
  pull = {
    number: 5,
    head: 'rollback/x',
    base: 'release',
    title: '',
    body: '',
    userId: 1,
    createdAt: scene.clock.now(),
    state: 'open',
    reviews: [],
  };
  scene.project.pulls.push(pull);
});
afterEach(async () => {
  expect(scene.github.violations).toEqual([]);
  await scene.github.close();
});

const gather = (membersToken = RECOVERY_TOKEN, places: { readonly since?: string } = {}) =>
  readApprovals(scene.repository, {
    tag: 'v1.2.3',
    team: 'ops-gov',
    membersClient: scene.clientOf(membersToken),
    gateRunId: String(scene.run.id),
    pull: 5,
    issue: 1,
    ...places,
  });
const decide = async (membersToken?: string) =>
  decideApproval(
    {
      digest: DIGEST,
      plannedAt: '2026-02-01T09:00:00.250Z',
      expiresAt: '2026-02-02T09:00:00.000Z',
      interested: ['2'],
      tagCommit: scene.commit,
    },
    await gather(membersToken),
    {},
    scene.iso(),
  );
const say = (body: string, userId = GRACE) => comment(scene.project, { issue: 1, userId, body });
const pass = (body: string, userId = GRACE) =>
  scene.project.environmentReviews.push({
    runId: scene.run.id,
    environment: 'provenance-recovery',
    state: 'approved',
    userId,
    comment: body,
  });

describe('approvals on GitHub (S3.8, S6.1)', () => {
  test('a gate, a review and a comment approve, each with who, when and where', async () => {
    say(APPROVE);
    expect(await decide()).toMatchObject({
      decision: 'granted',
      approval: {
        kind: 'comment',
        by: { id: '3', login: 'grace', isBot: false },
        at: '2026-02-01T09:00:00Z',
        evidence: 'https://github.com/acme/widgets/issues/1#issuecomment-700',
      },
    });
    reviewPull(scene.project, pull, { userId: GRACE, state: 'APPROVED', body: APPROVE });
    expect(await decide()).toMatchObject({ approval: { kind: 'review' } });
    pass(APPROVE);
    const evidence = `https://github.com/acme/widgets/actions/runs/${scene.run.id}`;
    expect(await decide()).toMatchObject({ approval: { kind: 'environment', evidence } });
  });

  test('nothing said is pending', async () => {
    expect(await decide()).toEqual({ decision: 'pending', refused: [], hints: [] });
  });

  test('who committed is known by number', async () => {
    expect(await readAuthors(scene.repository, scene.commit)).toEqual(['2']);
    expect(await readAuthors(scene.repository, '0'.repeat(40))).toEqual([]);
  });
});

describe('T4 on GitHub', () => {
  const problems = async () => (await decide()).refused.map(({ problem }) => problem);

  test('a comment that anybody with write access edited into an approval, even within the second of its creation', async () => {
    const said = say('Looks broken to me');
    scene.clock.advance(400);
    editComment(scene.project, said, APPROVE);
    expect(await problems()).toEqual(['edited']);
    scene.clock.advance(5000);
    editComment(scene.project, said, APPROVE);
    expect(await problems()).toEqual(['edited']);
  });

  test('a comment that was updated, though GraphQL knows of no edit', async () => {
    const said = say(APPROVE);
    said.updatedAt += 1000;
    expect(await problems()).toEqual(['edited']);
  });

  test('a review that was dismissed, one of an older head, and one that was edited', async () => {
    const review = reviewPull(scene.project, pull, {
      userId: GRACE,
      state: 'APPROVED',
      body: APPROVE,
    });
    review.editedAt = scene.clock.now();
    expect(await problems()).toEqual(['edited']);
    review.state = 'DISMISSED';
    expect(await problems()).toEqual(['dismissed']);
    pull.reviews.length = 0;
    reviewPull(scene.project, pull, { userId: GRACE, state: 'APPROVED', body: APPROVE });
    commitTo(scene.project, { branch: 'rollback/x' });
    expect(await problems()).toEqual(['stale_commit']);
  });

  test('an outsider under the login that a member had; a bot; the author under a new login', async () => {
    const rename = (id: number, login: string) => {
      Object.assign(scene.project.users.get(id) ?? {}, { login });
    };
    rename(GRACE, 'grace-hopper');
    rename(MALLORY, 'grace');
    rename(2, 'somebody-new');
    say(APPROVE, MALLORY);
    say(APPROVE, 1);
    say(APPROVE, 2);
    expect(await problems()).toEqual(['not_in_team', 'bot', 'self_approval']);
  });

  test('somebody who was removed from the team since', async () => {
    say(APPROVE);
    scene.project.teams.get('ops-gov')?.delete(GRACE);
    expect(await problems()).toEqual(['not_in_team']);
  });

  test('the tag moved after the approval', async () => {
    pass(APPROVE);
    const other = commitTo(scene.project, { branch: 'main' });
    scene.project.refs.set('refs/tags/v1.2.3', other.sha);
    expect(await decide()).toMatchObject({ decision: 'invalidated' });
  });

  test('a comment that came in by mail, and an approval of another run', async () => {
    comment(scene.project, { issue: 1, userId: GRACE, body: APPROVE, isByEmail: true });
    pass(`/approve ${'cd'.repeat(32)}`);
    expect(await problems()).toEqual(['wrong_digest', 'by_email']);
  });
});

describe('T19: what GitHub does not show approves nothing', () => {
  test('a token that may not read the team: inconclusive, with what to do', async () => {
    say(APPROVE);
    scene.project.tokens.set('ghs_weak', { userId: 1, permissions: new Set(['contents: read']) });
    expect(await decide('ghs_weak')).toMatchObject({
      decision: 'inconclusive',
      hints: [expect.stringContaining('"members: read"')],
    });
  });

  test('GraphQL that does not answer: a comment whose edits are unknown does not count', async () => {
    say(APPROVE);
    for (const body of ['{}', '{"errors":[{"message":"no"}]}', '{"data":{"nodes":[null]}}']) {
      scene.github.setFault(({ path }) =>
        path === '/graphql' ? { kind: 'answer', status: 200, body } : undefined,
      );
      expect(await decide()).toMatchObject({ decision: 'inconclusive' });
    }
  });

  test.each(['/comments', '/reviews', '/approvals', '/pulls/5'])(
    '404 is no empty list: %s that are not shown may hold a denial',
    async (path) => {
      pass(APPROVE);
      scene.github.setFault((request) =>
        request.path.endsWith(path) ? { kind: 'answer', status: 404 } : undefined,
      );
      expect(await decide()).toMatchObject({ decision: 'inconclusive' });
    },
  );

  test('comments from before the plan are not read, however many there are', async () => {
    for (let count = 0; count < 1100; count += 1) say('spam', MALLORY);
    expect(await decide()).toMatchObject({ decision: 'inconclusive' });
    scene.clock.advance(60_000);
    const since = scene.iso();
    say(APPROVE);
    expect((await gather(RECOVERY_TOKEN, { since })).statements).toMatchObject([{ body: APPROVE }]);
  });

  test('comments that cannot be read may hold a denial', async () => {
    pass(APPROVE);
    scene.github.setFault(({ path }) =>
      path.endsWith('/comments') ? { kind: 'reset' } : undefined,
    );
    expect(await decide()).toMatchObject({
      decision: 'inconclusive',
      hints: [expect.stringContaining('the comments of #1 could not be read')],
    });
    scene.github.setFault(() => undefined);
    say(`/deny ${DIGEST}`);
    expect(await decide()).toMatchObject({ decision: 'denied' });
  });
});
