import { meetAt, takeTurnsAt } from './interleave.ts';
import { killNotifier } from './kill-notifier.ts';
import { answer, isComment, isCreate, isNotify, NO_EDGE, noEdge } from './notify-faults.ts';
import { NOTIFY, notify } from './notify-suite.ts';
import { type NotifyWorld, USERS, visible } from './notify-world.ts';
import { EDGE, issueBy, type NotifyStory, say } from './story.ts';

/** Two notifiers of one failure, each with a log of its own, as jobs on two machines have. */
export const TWO_STORIES: readonly NotifyStory[] = [
  {
    name: 'two notifiers at once: Slack shows one message, for they have one key',
    play: async (world) => {
      await both(world);
      return visible(world);
    },
    expected: 'slack 1',
  },
  {
    name: 'two notifiers at once, both look before either opens an Issue: one is left',
    play: async (world) => {
      noEdge(world);
      await both(world, meetAt(2, isCreateRequest));
      return `${await visible(world)}; ${closedAsDuplicate(world)}`;
    },
    expected: 'issue 1; 1 closed as duplicate',
  },
  {
    name: 'two notifiers, one after the other: the second finds that people were told',
    play: async (world) => {
      noEdge(world);
      await notify(world);
      const told = await notify(world, world.setup, ['--events', 'two.ndjson']);
      return say(told);
    },
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 200`,
  },
  {
    name: 'two notifiers, the second opens its Issue when the first is long done: one is left',
    play: async (world) => {
      noEdge(world);
      await both(world, takeTurnsAt(isCreateRequest));
      return `${await visible(world)}; ${closedAsDuplicate(world)}`;
    },
    expected: 'issue 1; 1 closed as duplicate',
  },
  {
    name: 'two notifiers, both look before either opens an Issue, and one has to take the other token: one is left',
    play: async (world) => {
      noEdge(world);
      let count = 0;
      world.github.setOutage((request) =>
        isCreate(request) && ++count === 1 ? answer(403, { 'retry-after': '60' }) : undefined,
      );
      await both(world, meetAt(2, isCreateRequest));
      return `${await visible(world)}; ${closedAsDuplicate(world)}`;
    },
    expected: 'issue 1; 0 closed as duplicate',
  },
];

/** Killed when a server has done what was asked, before it is recorded; then run again. */
export const KILLED_STORIES: readonly NotifyStory[] = [
  {
    name: 'killed when Slack has the message',
    play: async (world) => {
      const ended = await killNotifier(world, (kill) =>
        world.slack.setFault((request) => killing(isNotify(request), kill)),
      );
      world.slack.setFault(() => undefined);
      return `${ended}; ${say(await notify(world))}`;
    },
    expected: `killed; 0: slack 1: ${EDGE}`,
  },
  {
    name: 'killed when the Issue is open, and Slack is back afterwards: told once',
    play: async (world) => {
      noEdge(world);
      const ended = await killNotifier(world, (kill) =>
        world.github.setFault((request) => killing(isCreate(request), kill)),
      );
      world.github.setFault(() => undefined);
      world.slack.setOutage(() => undefined);
      world.pass(60_000);
      return `${ended}; ${say(await notify(world))}`;
    },
    expected: 'killed; 0: issue 1: issue delivered 200',
  },
  {
    name: 'killed when the Issue is commented on',
    play: async (world) => {
      noEdge(world);
      issueBy(world, USERS.workflow, 'artifact_missing');
      const ended = await killNotifier(world, (kill) =>
        world.github.setFault((request) => killing(isComment(request), kill)),
      );
      world.github.setFault(() => undefined);
      return `${ended}; ${say(await notify(world))}`;
    },
    expected: 'killed; 0: issue 1, comment 1: issue delivered 200',
  },
  {
    name: 'killed before anything was done: it is done then',
    play: async (world) => {
      const ended = await killNotifier(world, (kill) =>
        world.slack.setOutage((request) => killing(isNotify(request), kill)),
      );
      world.slack.setOutage(() => undefined);
      return `${ended}; ${say(await notify(world))}`;
    },
    expected: `killed; 0: slack 1: ${EDGE}`,
  },
];

function isCreateRequest({
  method,
  url,
}: {
  readonly method?: string;
  readonly url: URL;
}): boolean {
  return method === 'POST' && url.pathname.endsWith('/issues');
}

function killing(isMoment: boolean, kill: () => void) {
  if (!isMoment) return undefined;
  kill();
  // who hears of it is dead; a silence would let the deadlines of the next notifier pass
  return { kind: 'reset' } as const;
}

type Wrap = NonNullable<NonNullable<Parameters<NotifyWorld['run']>[1]>['wrap']>;

async function both(world: NotifyWorld, wrap: Wrap = (transport) => transport): Promise<void> {
  const one = (events: string) =>
    world.run([...NOTIFY, '--events', events, '--spool', `${events}.spool`], { wrap });
  await Promise.all([one('one.ndjson'), one('two.ndjson')]);
}

function closedAsDuplicate({ tracker }: NotifyWorld): string {
  const closed = tracker.issues.filter(({ stateReason }) => stateReason === 'duplicate');
  return `${closed.length} closed as duplicate`;
}
