import { commentsOf, openIssue, setIssueState } from '@provkit/testkit/github';
import { describe, expect, test } from 'vitest';
import { issueMarker } from '../../src/format/issue-marker.ts';
import { alertOf, iso, START } from '../alerts.ts';
import { deliveryOf, FALLBACK, JOB, MALLORY, US, useIssues } from './issue-world.ts';

const world = useIssues();
const ALERT = alertOf();
const AGAIN = alertOf({ run_attempt: 2 });
const RESOLUTION = {
  outcome: 'recovered',
  at: iso(START),
  tag: 'v1.2.3',
  run_id: '42',
  run_attempt: 3,
} as const;
const body = `${issueMarker(ALERT.fingerprint, ALERT.alert_id)}\n\nIt failed.`;
const labels = ['ops-alert', 'provenance-failure'];
const routes = () =>
  world.github.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`);

describe('an Issue for a failure', () => {
  test('S2.3, S4.2: is opened with marker and labels, and found again', async () => {
    const outcome = await world.channel().deliver(deliveryOf(ALERT));
    expect(outcome).toMatchObject({
      outcome: 'delivered',
      status: 201,
      issue: [{ type: 'issue.opened', issue_number: 1 }],
    });
    const [issue] = world.tracker.issues;
    expect(issue).toMatchObject({ state: 'open', userId: US, labels });
    expect(issue?.body).toContain(issueMarker(ALERT.fingerprint, ALERT.alert_id));
    expect(await world.channel().look?.(deliveryOf(ALERT))).toMatchObject({
      outcome: 'delivered',
      issue: [{ type: 'issue.opened', issue_number: 1 }],
    });
  });

  test('S1.6: of an unexpected predicate type is also labelled security-backcompat', async () => {
    await world.channel().deliver(deliveryOf(alertOf({ failure_reason: 'predicate_mismatch' })));
    expect(world.tracker.issues[0]?.labels).toContain('security-backcompat');
  });

  test('S2.6: that is open is commented on', async () => {
    await world.channel().deliver(deliveryOf(ALERT));
    const outcome = await world.channel().deliver(deliveryOf(AGAIN));
    expect(outcome).toMatchObject({
      outcome: 'delivered',
      detail: 'commented on #1',
      issue: [{ type: 'issue.updated', issue_number: 1, reason: 'failed_again' }],
    });
    expect(world.tracker.issues).toHaveLength(1);
    const [comment, ...others] = commentsOf(world.tracker, { number: 1 });
    expect(others).toEqual([]);
    expect(comment?.body).toContain('Failed again');
    expect(await world.channel().look?.(deliveryOf(AGAIN))).toMatchObject({ outcome: 'delivered' });
  });

  test('that was closed lately is opened again', async () => {
    const issue = openIssue(world.tracker, { userId: US, title: 'x', body, labels });
    setIssueState(world.tracker, issue, 'closed');
    const outcome = await world.channel().deliver(deliveryOf(AGAIN));
    expect(outcome).toMatchObject({ detail: 'opened again #1', issue: [{ reason: 'reopened' }] });
    expect(issue.state).toBe('open');
  });

  test('that a person closed as not planned is left, and nothing is said', async () => {
    const issue = openIssue(world.tracker, { userId: US, title: 'x', body, labels });
    setIssueState(world.tracker, issue, 'closed', 'not_planned');
    const outcome = await world.channel().deliver(deliveryOf(AGAIN));
    expect(outcome).toMatchObject({ outcome: 'not_delivered', status: 410 });
    expect([issue.state, world.tracker.issues.length]).toEqual(['closed', 1]);
  });

  test('T3: an outsider’s Issue with the guessed fingerprint silences nothing, closed or open', async () => {
    const guessed = openIssue(world.tracker, { userId: MALLORY, title: 'x', body, labels });
    setIssueState(world.tracker, guessed, 'closed', 'not_planned');
    openIssue(world.tracker, { userId: MALLORY, title: 'y', body, labels });
    const outcome = await world.channel().deliver(deliveryOf(ALERT));
    expect(outcome).toMatchObject({ issue: [{ type: 'issue.opened', issue_number: 3 }] });
  });

  test('T2, T3: a recorded number that is an outsider’s, or of another failure, is not taken', async () => {
    openIssue(world.tracker, { userId: MALLORY, title: 'x', body, labels: [] });
    openIssue(world.tracker, { userId: US, title: 'y', body: 'something else', labels: [] });
    for (const issueNumber of [1, 2, 99]) {
      const alert = alertOf({ tag: `v${issueNumber}` });
      const { issue = [] } = await world.channel().deliver(deliveryOf(alert, { issueNumber }));
      expect(issue[0]).toMatchObject({ type: 'issue.opened' });
    }
    expect(world.tracker.issues).toHaveLength(5);
  });

  test('a recorded number that is ours is taken although its labels are gone', async () => {
    openIssue(world.tracker, { userId: US, title: 'x', body, labels: [] });
    const outcome = await world.channel().deliver(deliveryOf(AGAIN, { issueNumber: 1 }));
    expect(outcome.detail).toBe('commented on #1');
  });

  test('is found on later pages', async () => {
    openIssue(world.tracker, { userId: US, title: 'x', body, labels });
    for (let n = 0; n < 150; n += 1) {
      openIssue(world.tracker, { userId: US, title: 'other', body: 'other', labels });
    }
    expect((await world.channel().deliver(deliveryOf(AGAIN))).detail).toBe('commented on #1');
  });

  test('labels that GitHub drops without a word are noticed', async () => {
    world.tracker.labelless.add(US);
    const { outcome, detail } = await world.channel().deliver(deliveryOf(ALERT));
    expect([outcome, detail]).toEqual([
      'delivered',
      'opened #1 with GITHUB_TOKEN; the labels ops-alert, provenance-failure are missing, since the token may not set them',
    ]);
  });

  test('S2.9: of two notifiers at once, one Issue is left', async () => {
    const [first, second] = await Promise.all(
      [world.channel(), world.channel()].map((channel) => channel.deliver(deliveryOf(ALERT))),
    );
    expect([first?.outcome, second?.outcome]).toEqual(['delivered', 'delivered']);
    expect(
      world.tracker.issues.filter(({ state }) => state === 'open').map(({ number }) => number),
    ).toEqual([1]);
    expect(
      world.tracker.issues.slice(1).every(({ stateReason }) => stateReason === 'duplicate'),
    ).toBe(true);
    expect((await world.channel().deliver(deliveryOf(AGAIN))).detail).toBe('commented on #1');
  });
});

describe('which token', () => {
  const both = () =>
    [world.identity(JOB), world.identity(FALLBACK, 'FAILURE_ISSUE_TOKEN')] as const;
  const onlyFor = (token: string, status: number, headers = {}) =>
    world.github.setOutage((request) =>
      request.authorization?.includes(token) &&
      request.method === 'POST' &&
      request.path.includes('/issues')
        ? { kind: 'answer', status, headers, body: '{"message":"no"}' }
        : undefined,
    );

  test.each([
    [401, {}],
    [403, {}],
    [404, {}],
    [429, { 'retry-after': '60' }],
    [403, { 'retry-after': '60' }],
  ])('S2.7: FAILURE_ISSUE_TOKEN takes over after status %i %j', async (status, headers) => {
    onlyFor(JOB, status, headers);
    const { detail } = await world.channel([...both()]).deliver(deliveryOf(ALERT));
    expect(detail).toBe('opened #1 with FAILURE_ISSUE_TOKEN');
  });

  test('an Issue of either token is ours', async () => {
    onlyFor(JOB, 403);
    await world.channel([...both()]).deliver(deliveryOf(ALERT));
    world.github.setOutage(() => undefined);
    const { detail } = await world.channel([...both()]).deliver(deliveryOf(AGAIN));
    expect(detail).toBe('commented on #1');
  });

  test('where the request may have arrived no other token repeats it', async () => {
    onlyFor(JOB, 502);
    const outcome = await world.channel([...both()]).deliver(deliveryOf(ALERT));
    expect(outcome).toMatchObject({ outcome: 'unknown', status: null });
    expect(world.tracker.issues).toHaveLength(0);
    expect(await world.channel([...both()]).look?.(deliveryOf(ALERT))).toMatchObject({
      outcome: 'not_delivered',
    });
  });

  test('without another one the limit and its time are told', async () => {
    onlyFor(JOB, 403, { 'retry-after': '60' });
    const outcome = await world.channel().deliver(deliveryOf(ALERT));
    expect(outcome).toMatchObject({ outcome: 'not_delivered', status: 429, retryAfterMs: 60_000 });
  });
});

describe('GitHub that fails', () => {
  test('Issues that are switched off are a refusal', async () => {
    world.tracker.isEnabled = false;
    expect(await world.channel().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'not_delivered',
      status: 410,
    });
  });

  test('an opening whose answer was lost is found, and not made again', async () => {
    world.github.setFault(({ method, path }) =>
      method === 'POST' && path.includes('/issues') ? { kind: 'reset' } : undefined,
    );
    expect(await world.channel().deliver(deliveryOf(ALERT))).toMatchObject({ outcome: 'unknown' });
    expect(await world.channel().look?.(deliveryOf(ALERT))).toMatchObject({
      outcome: 'delivered',
      issue: [{ type: 'issue.opened', issue_number: 1 }],
    });
    expect(routes().filter((route) => route === 'POST /repos/acme/widgets/issues')).toHaveLength(1);
  });

  test('who cannot know its own Issues opens none', async () => {
    world.github.setFault(({ path }) => (path === '/graphql' ? { kind: 'reset' } : undefined));
    expect(await world.channel().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'not_delivered',
      status: null,
    });
    expect(world.tracker.issues).toHaveLength(0);
    world.github.setFault(() => undefined);
    expect(await world.channel().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'delivered',
    });
  });

  test('a list that cannot be read opens nothing: nobody knows what there is', async () => {
    world.github.setOutage(({ method, path }) =>
      method === 'GET' && path.includes('/issues')
        ? { kind: 'answer', status: 500, headers: {}, body: '{}' }
        : undefined,
    );
    expect(await world.channel().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'not_delivered',
      status: null,
    });
    expect(world.tracker.issues).toHaveLength(0);
  });
});

describe('what is over', () => {
  const over = deliveryOf(ALERT, {
    message: { purpose: 'resolve', alert: ALERT, resolution: RESOLUTION },
  });

  test('is said on the Issue, which is closed', async () => {
    await world.channel().deliver(deliveryOf(ALERT));
    expect(await world.channel().deliver(over)).toMatchObject({
      outcome: 'delivered',
      issue: [{ type: 'issue.closed', issue_number: 1, reason: 'completed' }],
    });
    expect(world.tracker.issues[0]).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(commentsOf(world.tracker, { number: 1 })[0]?.body).toContain('Resolved: recovered');
    expect(await world.channel().look?.(over)).toMatchObject({ outcome: 'delivered' });
  });

  test('done again after the comment alone, it is not said twice', async () => {
    await world.channel().deliver(deliveryOf(ALERT));
    world.github.setFault((request) =>
      request.method === 'PATCH' ? { kind: 'reset' } : undefined,
    );
    expect(await world.channel().deliver(over)).toMatchObject({ outcome: 'unknown' });
    world.github.setFault(() => undefined);
    await world.channel().deliver(over);
    expect(commentsOf(world.tracker, { number: 1 })).toHaveLength(1);
  });

  test('without an Issue is nothing to do', async () => {
    expect(await world.channel().deliver(over)).toMatchObject({
      outcome: 'delivered',
      detail: 'no Issue is open',
    });
  });
});

test('writes keep a second between them', async () => {
  const channel = world.channel();
  for (const tag of ['v1', 'v2', 'v3']) await channel.deliver(deliveryOf(alertOf({ tag })));
  expect(world.waits).toEqual([1000, 1000]);
});
