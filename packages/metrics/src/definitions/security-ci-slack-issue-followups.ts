import { alertedSubject } from '../history/alerts.ts';
import type { FactOf } from '../history/fact.ts';
import type { History } from '../history/history.ts';
import { subjectKey, subjectKeyOf } from '../history/subjects.ts';
import { createCountTally } from '../measure/count.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { createWindow, epochMs, SECOND_MS } from '../period.ts';

/** How soon people must hear of a failure to count as told. */
const FOLLOWUP_MS = 900 * SECOND_MS;

const CHANNELS = ['slack', 'issue', 'both', 'none'] as const;

/** What followed each failure: Slack, an Issue, both, or silence (S1.8). */
export const slackIssueFollowups: MetricDefinition<'count'> = {
  name: 'security_ci.slack_issue_followups',
  title: 'What followed a failure',
  kind: 'count',
  unit: '{failure}',
  definition:
    'Failed subjects, split by what followed within 900 s of the first fail: a delivered attempt at rung edge or webhook with purpose alert, an `issue.opened` or an `issue.updated` that does not report the failure resolved. The labels add up to all failed subjects. An attempt or Issue belongs to the subject of the validation that its alert names, else to the run that its own event names.',
  anchor: 'first conclusive fail of the subject',
  labels: { channel: '`slack`, `issue`, `both`, `none`' },
  companions: {
    clock_skew: 'failed subjects with a follow-up from before the fail, which is none',
  },
  fold(history, period) {
    const tally = createCountTally(CHANNELS.map((channel) => ({ channel })));
    const slack = slackTimes(history);
    const issues = issueTimes(history);
    let clockSkew = 0;
    const isWithin = createWindow(period);
    for (const { place, attempt, firstFail } of history.subjects()) {
      if (!firstFail || !isWithin(firstFail.time)) continue;
      const key = subjectKey(place, attempt, history);
      const waits = (events: readonly { at: string }[] = []) =>
        events.map(({ at }) => epochMs(at) - firstFail.time);
      const [onSlack, onIssue] = [waits(slack.get(key)), waits(issues.get(key))];
      if ([...onSlack, ...onIssue].some((ms) => ms < 0)) clockSkew += 1;
      tally.add({ channel: channelOf(onSlack.some(isInTime), onIssue.some(isInTime)) });
    }
    return tally.measured({ clock_skew: clockSkew });
  },
};

type Times = ReadonlyMap<string, readonly { readonly at: string }[]>;

function isInTime(ms: number): boolean {
  return ms >= 0 && ms <= FOLLOWUP_MS;
}

function channelOf(isSlack: boolean, isIssue: boolean): (typeof CHANNELS)[number] {
  if (isSlack) return isIssue ? 'both' : 'slack';
  return isIssue ? 'issue' : 'none';
}

function slackTimes(history: History): Times {
  const delivered = [...history.alerts().slack.values()].flatMap((attempts) => attempts.delivered);
  return Map.groupBy(delivered, (attempt) => alertedSubject(attempt, history));
}

function issueTimes(history: History): Times {
  const updates = history.of('issue.updated').filter(({ reason }) => reason !== 'resolved');
  const events = [...history.of('issue.opened'), ...updates];
  return Map.groupBy(events, (event: FactOf<'issue.opened'> | FactOf<'issue.updated'>) =>
    event.type === 'issue.opened' ? alertedSubject(event, history) : subjectKeyOf(event, history),
  );
}
