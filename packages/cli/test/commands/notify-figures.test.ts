import { createMetricsCollector, type Event } from '@provkit/metrics';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NOW } from '../fixture.ts';
import { type NotifyWorld, startNotifyWorld } from '../notify-world.ts';

let world: NotifyWorld;
beforeEach(async () => {
  world = await startNotifyWorld();
});
afterEach(() => world.close());

/** Validates a release whose file is another one, which fails, and tells people. */
async function failAndTell(run_id: string): Promise<void> {
  await world.fixture.manifest({ run_id, artifact_digest: `sha256:${'0'.repeat(64)}` });
  const { code } = await world.fixture.run(
    ...['validate', '--manifest', 'manifest.json', '--tag', 'v1.2.3', '--allow-file'],
    ...['--trusted-root', 'root.json', '--offline', '--write'],
  );
  expect(code).toBe(1);
  world.pass(3_000);
  expect((await world.notify('--write')).code).toBe(0);
}

async function figure(name: string) {
  const asOf = new Date(Date.parse(NOW) + 86_400_000);
  const collector = createMetricsCollector({ asOf });
  for (const event of await world.events()) collector.add(event as Event);
  return collector.figures().figures.find((one) => one.name === name)?.total;
}

test('S2.10: the figures of notification come from what notify records', async () => {
  await failAndTell('42');
  expect(await figure('notify.slack_success_rate')).toMatchObject({ numerator: 1, denominator: 1 });
  expect(await figure('notify.failures')).toMatchObject({ numerator: 1, denominator: 1 });
  expect(await figure('notify.issue_latency')).toMatchObject({ count: 1, sum: 3 });
  expect(await figure('security_ci.slack_issue_followups')).toMatchObject({ value: 1 });
});

test('S2.10: a Slack that was not reached is in the rate, and an answer that was lost and found counts', async () => {
  world.slack.setOutage(() => ({ kind: 'answer', status: 401 }));
  await failAndTell('42');
  expect(await figure('notify.slack_success_rate')).toMatchObject({ numerator: 0, denominator: 1 });
  world.slack.setOutage(() => undefined);
  world.slack.setFault((_, count) => (count === 2 ? { kind: 'answer', status: 504 } : undefined));
  world.pass(5 * 3_600_000);
  await failAndTell('43');
  expect(await figure('notify.slack_success_rate')).toMatchObject({ numerator: 1, denominator: 2 });
  expect(await figure('notify.failures')).toMatchObject({ numerator: 1, denominator: 2 });
});
