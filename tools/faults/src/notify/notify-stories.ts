import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf } from '@provkit/notify';
import { issueMarker } from '@provkit/notify/format';
import { type FakeIssue, openIssue, setIssueState } from '@provkit/testkit/github';
import { meetAt, takeTurnsAt } from './interleave.ts';
import { killNotifier } from './kill-notifier.ts';
import { answer, isComment, isCreate, isNotify, noEdge } from './notify-cases.ts';
import { notify, receiptsOf, type Told } from './notify-suite.ts';
import { type NotifyWorld, USERS, visible } from './notify-world.ts';

/** Something that happens in several steps, and what must come of it in the end. */
export interface NotifyStory {
  readonly name: string;
  /** Default: `artifact_missing`. */
  readonly reason?: string;
  /** Plays it, and says what came of it. */
  readonly play: (world: NotifyWorld) => Promise<string>;
  readonly expected: string;
}

const DAY_MS = 86_400_000;
const say = ({ code, sees, receipts }: Told) => `${code}: ${sees}: ${receipts}`;

/** An Issue with the marker of the failure of v1.2.3. */
function issueBy(
  world: NotifyWorld,
  userId: number,
  reason: string,
  changes: Partial<FakeIssue> = {},
): FakeIssue {
  const repository = 'https://github.com/acme/widgets';
  const fingerprint = fingerprintOf({ repository, tag: 'v1.2.3', failure_reason: reason });
  const body = `${issueMarker(fingerprint)}\n\nbody`;
  const labels = ['ops-alert', 'provenance-failure'];
  return openIssue(world.tracker, { userId, title: 'T', body, labels, ...changes });
}

const EDGE = 'edge delivered 200';
const NO_EDGE = 'edge not_delivered 404';

/** Issues that exist before. */
const EXISTING: readonly NotifyStory[] = [
  {
    name: 'our Issue is open, and the log is lost: it is commented on (S2.6)',
    play: async (world) => {
      noEdge(world);
      issueBy(world, USERS.workflow, 'artifact_missing');
      return say(await notify(world));
    },
    expected: `0: issue 1, comment 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'our Issue is on the second page of the list',
    play: async (world) => {
      noEdge(world);
      issueBy(world, USERS.workflow, 'artifact_missing');
      for (let count = 0; count < 120; count += 1) {
        issueBy(world, USERS.outsider, 'artifact_missing', { title: String(count) });
      }
      return say(await notify(world));
    },
    expected: `0: issue 1, comment 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'the manifest names our Issue, which has lost its labels',
    play: async (world) => {
      noEdge(world);
      issueBy(world, USERS.workflow, 'artifact_missing', { labels: [] });
      await world.writeEntry({ failure_reason: 'artifact_missing', issue_number: 1 });
      return say(await notify(world));
    },
    expected: `0: issue 1, comment 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'the manifest names somebody else’s Issue: one of our own is opened',
    play: async (world) => {
      noEdge(world);
      issueBy(world, USERS.outsider, 'artifact_missing');
      await world.writeEntry({ failure_reason: 'artifact_missing', issue_number: 1 });
      return say(await notify(world));
    },
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'T3: an outsider opens an Issue with the marker and closes it as not planned',
    reason: 'signature_invalid',
    play: async (world) => {
      const theirs = issueBy(world, USERS.outsider, 'signature_invalid');
      setIssueState(world.tracker, theirs, 'closed', 'not_planned');
      return say(await notify(world));
    },
    expected: `0: slack 1, issue 1: ${EDGE}, issue delivered 201`,
  },
  {
    name: 'T3: somebody closes our Issue of the security class as not planned: it is opened again',
    reason: 'signature_invalid',
    play: async (world) => {
      const ours = issueBy(world, USERS.workflow, 'signature_invalid');
      setIssueState(world.tracker, ours, 'closed', 'not_planned');
      return say(await notify(world));
    },
    expected: `0: slack 1, issue 1, comment 1: ${EDGE}, issue delivered 201`,
  },
  {
    name: 'somebody closes our Issue of another class as not planned: ops-team is told instead',
    play: async (world) => {
      noEdge(world);
      const ours = issueBy(world, USERS.workflow, 'artifact_missing');
      setIssueState(world.tracker, ours, 'closed', 'not_planned');
      return say(await notify(world));
    },
    expected: `0: slack 1: ${NO_EDGE}, issue not_delivered 410, summary delivered 200`,
  },
  {
    name: 'our Issue was closed a day ago: it is opened again',
    play: async (world) => {
      noEdge(world);
      setIssueState(world.tracker, issueBy(world, USERS.workflow, 'artifact_missing'), 'closed');
      world.pass(DAY_MS);
      return say(await notify(world));
    },
    expected: `0: issue 1, comment 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'our Issue was closed a month ago: another one is opened',
    play: async (world) => {
      noEdge(world);
      setIssueState(world.tracker, issueBy(world, USERS.workflow, 'artifact_missing'), 'closed');
      world.pass(30 * DAY_MS);
      return say(await notify(world));
    },
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 201`,
  },
];

/** Told more than once, or later. */
const REPEATED: readonly NotifyStory[] = [
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
      const { stdout, stderr } = await world.run([...ARGUMENTS, '--format', 'json']);
      const isSaid = /what is done is not recorded/.test(stderr);
      return `${isSaid}: ${await visible(world)}: ${receiptsOf(stdout)}`;
    },
    expected: `true: slack 1, issue 1: ${EDGE}, issue delivered 201`,
  },
];

/** That a failure is over. */
const OVER: readonly NotifyStory[] = [
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

/** Two notifiers of one failure, each with a log of its own, as jobs on two machines have. */
const TWO: readonly NotifyStory[] = [
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
const KILLED: readonly NotifyStory[] = [
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

const ARGUMENTS = ['notify', '--from', 'manifest.json', '--tag', 'v1.2.3'];

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
  return { kind: 'silence' } as const;
}

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

type Wrap = NonNullable<NonNullable<Parameters<NotifyWorld['run']>[1]>['wrap']>;

async function both(world: NotifyWorld, wrap: Wrap = (transport) => transport): Promise<void> {
  const one = (events: string) =>
    world.run([...ARGUMENTS, '--events', events, '--spool', `${events}.spool`], { wrap });
  await Promise.all([one('one.ndjson'), one('two.ndjson')]);
}

function closedAsDuplicate({ tracker }: NotifyWorld): string {
  const closed = tracker.issues.filter(({ stateReason }) => stateReason === 'duplicate');
  return `${closed.length} closed as duplicate`;
}

/** What takes several runs. */
export const NOTIFY_STORIES: readonly NotifyStory[] = [
  ...EXISTING,
  ...REPEATED,
  ...OVER,
  ...TWO,
  ...KILLED,
];
