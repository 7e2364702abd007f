import { setIssueState } from '@provkit/testkit/github';
import { NO_EDGE, noEdge } from './notify-faults.ts';
import { notify } from './notify-suite.ts';
import { USERS } from './notify-world.ts';
import { DAY_MS, EDGE, issueBy, type NotifyStory, say } from './story.ts';

/** Issues that exist before. */
export const ISSUE_STORIES: readonly NotifyStory[] = [
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
