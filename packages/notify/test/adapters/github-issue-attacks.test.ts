import { commentsOf, openIssue, setIssueState } from '@provkit/testkit/github';
import { describe, expect, test } from 'vitest';
import { alertIdOf } from '../../src/fingerprint.ts';
import { issueMarker } from '../../src/format/issue-marker.ts';
import { alertOf } from '../alerts.ts';
import { deliveryOf, MALLORY, US, useIssues } from './issue-world.ts';

const world = useIssues();
const ALERT = alertOf();
const AGAIN = alertOf({ run_attempt: 2 });
const labels = ['ops-alert', 'provenance-failure'];
const body = `${issueMarker(ALERT.fingerprint, ALERT.alert_id)}\n\nbody`;

describe('words that forge what we write (T3)', () => {
  test('the id of the next attempt, in the evidence of this one, passes for no Issue of that', async () => {
    const id = alertIdOf(ALERT.fingerprint, { run_id: '42', run_attempt: 2 });
    expect(id).toBe(AGAIN.alert_id);
    await world.channel().deliver(deliveryOf(alertOf({ message: `see ${id}`, entry: { id } })));
    expect(await world.channel().look?.(deliveryOf(AGAIN))).toMatchObject({
      outcome: 'not_delivered',
    });
    expect((await world.channel().deliver(deliveryOf(AGAIN))).detail).toBe('commented on #1');
  });

  test.each([
    ['short', ''],
    ['long, so that it is cut', '\u200b'.repeat(399)],
  ])(
    'the marker of the next comment, in evidence that is %s, passes for no comment',
    async (_, rest) => {
      const marker = `<!-- provkit:delivery=${AGAIN.alert_id} -->${rest}`;
      await world.channel().deliver(deliveryOf(ALERT));
      const changes = { artifact_url: marker, message: marker, entry: marker };
      await world.channel().deliver(deliveryOf(alertOf({ run_attempt: 3, ...changes })));
      const [comment] = commentsOf(world.tracker, { number: 1 });
      expect(comment?.body).not.toContain(`<!-- provkit:delivery=${AGAIN.alert_id}`);
    },
  );

  test('the marker of a comment counts at its end alone, and of one of ours', async () => {
    openIssue(world.tracker, { userId: US, title: 'x', body, labels });
    const marker = `<!-- provkit:delivery=${AGAIN.alert_id} -->`;
    const write = (userId: number, text: string) =>
      world.tracker.project.comments.push({
        id: world.tracker.project.comments.length + 1,
        issue: 1,
        userId,
        body: text,
        createdAt: world.now,
        updatedAt: world.now,
      });
    write(MALLORY, `Failed again.\n\n${marker}`);
    write(US, `${marker}\n\nFailed again.`);
    expect(await world.channel().look?.(deliveryOf(AGAIN))).toMatchObject({
      outcome: 'not_delivered',
    });
    write(US, `Failed again.\n\n${marker}`);
    expect(await world.channel().look?.(deliveryOf(AGAIN))).toMatchObject({
      outcome: 'delivered',
    });
  });
});

describe('an Issue that is not where it was', () => {
  test('moved to another repository, it is not taken for the one of its number here', async () => {
    openIssue(world.tracker, { userId: MALLORY, title: 'something else', body: 'x' });
    openIssue(world.tracker, { userId: US, title: 'x', body, labels: [] });
    const [other] = world.tracker.issues;
    const moved = {
      number: 1,
      state: 'open',
      state_reason: null,
      closed_at: null,
      body,
      labels: [],
      user: { id: US, login: 'acme-releases[bot]' },
      html_url: 'https://github.com/acme/archive/issues/1',
    };
    world.github.setOutage(({ method, path }) =>
      method === 'GET' && /\/issues\/2(?:\?|$)/.test(path)
        ? { kind: 'answer', status: 200, headers: {}, body: JSON.stringify(moved) }
        : undefined,
    );
    const outcome = await world.channel().deliver(deliveryOf(AGAIN, { issueNumber: 2 }));
    expect(outcome).toMatchObject({ issue: [{ type: 'issue.opened', issue_number: 3 }] });
    expect(commentsOf(world.tracker, { number: other?.number ?? 0 })).toEqual([]);
  });

  test.each([404, 410, 301])('deleted (status %i), another one is opened', async (status) => {
    world.github.setOutage(({ method, path }) =>
      method === 'GET' && /\/issues\/7(?:\?|$)/.test(path)
        ? { kind: 'answer', status, headers: {}, body: '{"message":"gone"}' }
        : undefined,
    );
    const outcome = await world.channel().deliver(deliveryOf(AGAIN, { issueNumber: 7 }));
    expect(outcome).toMatchObject(
      status === 301
        ? { outcome: 'not_delivered' } // nobody knows where it is: look again, open nothing
        : { issue: [{ type: 'issue.opened', issue_number: 1 }] },
    );
  });

  test('that cannot be read for now, none is opened besides: its labels may be gone', async () => {
    openIssue(world.tracker, { userId: US, title: 'x', body, labels: [] });
    world.github.setOutage(({ method, path }) =>
      method === 'GET' && /\/issues\/1(?:\?|$)/.test(path)
        ? { kind: 'answer', status: 502, headers: {}, body: '{}' }
        : undefined,
    );
    expect(await world.channel().deliver(deliveryOf(AGAIN, { issueNumber: 1 }))).toMatchObject({
      outcome: 'not_delivered',
      status: null,
    });
    expect(world.tracker.issues).toHaveLength(1);
  });

  test('that is open and old is found behind a thousand that are closed', async () => {
    openIssue(world.tracker, { userId: US, title: 'x', body, labels });
    for (let count = 0; count < 1_001; count += 1) {
      const other = openIssue(world.tracker, { userId: US, title: 'y', body: 'z', labels });
      setIssueState(world.tracker, other, 'closed');
    }
    expect((await world.channel().deliver(deliveryOf(AGAIN))).detail).toBe('commented on #1');
  });
});
