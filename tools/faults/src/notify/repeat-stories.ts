import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { answer, isComment } from './notify-faults.ts';
import { NOTIFY, notify, receiptsOf, type Told } from './notify-suite.ts';
import { type NotifyWorld, visible } from './notify-world.ts';
import { DAY_MS, EDGE, type NotifyStory, say } from './story.ts';

/** Told more than once, or later. */
export const REPEAT_STORIES: readonly NotifyStory[] = [
  {
    name: 'told twice: the second time says nothing',
    reason: 'signature_invalid',
    play: async (world) => {
      await notify(world);
      return say(await notify(world));
    },
    expected: '0: slack 1, issue 1: ',
  },
  {
    name: 'the next attempt fails too, soon: Slack is not told again, the Issue is commented on',
    reason: 'signature_invalid',
    play: async (world) => {
      await notify(world);
      world.pass(3_600_000);
      await world.writeEntry({ failure_reason: 'signature_invalid', run_attempt: 2 });
      return say(await notify(world));
    },
    expected: '0: slack 1, issue 1, comment 1: issue delivered 201',
  },
  {
    name: 'the next attempt fails a day later: people are told again',
    play: async (world) => {
      await notify(world);
      world.pass(DAY_MS);
      await world.writeEntry({ failure_reason: 'artifact_missing', run_attempt: 2 });
      return say(await notify(world));
    },
    expected: `0: slack 2: ${EDGE}`,
  },
  {
    name: 'kept in the spool file, and sent from there',
    play: async (world) => {
      await down(world);
      const { code, stdout } = await world.run(['notify', '--replay', '--format', 'json']);
      return `${code}: ${await visible(world)}: ${receiptsOf(stdout)}`;
    },
    expected: `0: slack 1: ${EDGE}`,
  },
  {
    name: 'kept in the spool file, told by another run: the spool is emptied and nobody told twice',
    play: async (world) => {
      await down(world);
      await notify(world);
      const { code, stdout } = await world.run(['notify', '--replay', '--format', 'json']);
      return `${code}: ${await visible(world)}: ${receiptsOf(stdout)}`;
    },
    expected: '0: slack 1: ',
  },
  {
    name: 'kept in the spool file, told by another run, and over: nobody is told of it as if it were new',
    play: async (world) => {
      await down(world);
      await notify(world);
      await over(world);
      const { code, stdout } = await world.run(['notify', '--replay', '--format', 'json']);
      return `${code}: ${await visible(world)}: ${receiptsOf(stdout)}`;
    },
    expected: '0: slack 2: ',
  },
  {
    name: 'kept in the spool file, and still nobody can be told: it stays there, once',
    play: async (world) => {
      await down(world, false);
      const { code } = await world.run(['notify', '--replay', '--format', 'json']);
      return `${code}: ${await visible(world)}`;
    },
    expected: '3: spool 1',
  },
  {
    name: 'the log of events cannot be written: people are told all the same',
    reason: 'signature_invalid',
    play: async (world) => {
      await mkdir(join(world.folder, 'events.ndjson'));
      const { stdout, stderr } = await world.run([...NOTIFY, '--format', 'json']);
      const isSaid = /what is done is not recorded/.test(stderr);
      return `${isSaid}: ${await visible(world)}: ${receiptsOf(stdout)}`;
    },
    expected: `true: slack 1, issue 1: ${EDGE}, issue delivered 201`,
  },
];

/** That a failure is over. */
export const OVER_STORIES: readonly NotifyStory[] = [
  {
    name: 'the release passed: the message is followed by another, the Issue closed with the evidence',
    reason: 'signature_invalid',
    play: async (world) => {
      await notify(world);
      return say(await over(world));
    },
    expected: `0: slack 2: ${EDGE}, issue delivered 200`,
  },
  {
    name: 'the release passed, and the answer of the comment is lost: one comment, one closing',
    reason: 'signature_invalid',
    play: async (world) => {
      await notify(world);
      let count = 0;
      world.github.setFault((request) =>
        isComment(request) && ++count === 1 ? { kind: 'reset' } : undefined,
      );
      const told = await over(world);
      return `${say(told)}; ${world.tracker.project.comments.length} comment`;
    },
    expected: `0: slack 2: ${EDGE}, issue unknown -, issue not_delivered -, issue delivered 200; 1 comment`,
  },
  {
    name: 'the release passed, twice: nobody is told twice',
    reason: 'signature_invalid',
    play: async (world) => {
      await notify(world);
      await over(world);
      return say(await over(world));
    },
    expected: '0: slack 2: ',
  },
  {
    name: 'it failed again after it was over: people are told anew, the Issue is opened again',
    reason: 'signature_invalid',
    play: async (world) => {
      await notify(world);
      await over(world);
      world.pass(60_000);
      await world.writeEntry({ failure_reason: 'signature_invalid', run_attempt: 3 });
      return say(await notify(world));
    },
    expected: `0: slack 3, issue 1, comment 2: ${EDGE}, issue delivered 201`,
  },
];

async function over(world: NotifyWorld): Promise<Told> {
  world.pass(60_000);
  await world.writeEntry({ status: 'success', run_attempt: 2 });
  return notify(world);
}

/** Nobody can be told; then, where asked, everybody can again. */
async function down(world: NotifyWorld, isUpAgain = true): Promise<void> {
  world.slack.setOutage(() => answer(503));
  world.github.setOutage(() => answer(503));
  await notify(world);
  if (!isUpAgain) return;
  world.slack.setOutage(() => undefined);
  world.github.setOutage(() => undefined);
  world.pass(60_000);
}
