import {
  type Alert,
  beforeTelling,
  DEFAULT_NOTIFY_POLICY,
  type FormatContext,
  type NotifyRecord,
  plan,
  recordsOf,
  type Step,
} from '@provkit/notify';
import {
  formatIssue,
  formatResolution,
  formatSlackAlert,
  type IssueText,
  type ResolutionTexts,
  type SlackMessage,
} from '@provkit/notify/format';
import type { Notice } from './notice.ts';
import type { RungState } from './rung-states.ts';
import { openAlerts } from './tell.ts';

/** What would be said of one alert, and what comes first. Plain JSON. */
export type PlannedText = {
  readonly alert_id: string;
  readonly fingerprint: string;
  readonly next: Step;
} & (
  | { readonly slack: SlackMessage; readonly issue: IssueText }
  | { readonly resolution: ResolutionTexts }
);

/** What `--plan` shows: which rungs there are, and what would be said. Plain JSON. */
export interface PlanView {
  readonly rungs: readonly RungState[];
  readonly planned: readonly PlannedText[];
}

/** What would be done about a notice. Pure. */
export function planView(
  { what, repository, tag }: Notice,
  records: readonly NotifyRecord[],
  rungs: readonly RungState[],
  context: FormatContext,
  now: number,
): PlanView {
  const there = rungs.filter(({ isThere }) => isThere).map(({ rung }) => rung);
  const isOver = what.kind === 'over';
  const purpose = isOver ? 'resolve' : 'alert';
  const next = (alert: Alert): Step => {
    const known = recordsOf(records, alert.fingerprint);
    return plan({
      alert,
      purpose,
      records: known,
      rungs: there,
      policy: DEFAULT_NOTIFY_POLICY,
      now,
      before: beforeTelling(known, alert, purpose),
      random: 0,
    });
  };
  const alerts = isOver ? openAlerts(records, repository, tag) : [what.alert];
  const planned = alerts.map((alert): PlannedText => {
    const { alert_id, fingerprint } = alert;
    const base = { alert_id, fingerprint, next: next(alert) };
    return isOver
      ? { ...base, resolution: formatResolution(alert, what.resolution, context) }
      : { ...base, slack: formatSlackAlert(alert, context), issue: formatIssue(alert, context) };
  });
  return { rungs, planned };
}

/** The plan for people. @param show makes a text of others printable (T16). */
export function planText({ rungs, planned }: PlanView, show: (text: string) => string): string {
  const width = Math.max(...rungs.map(({ rung }) => rung.length));
  const lines = (text: string) => text.split('\n').map(show).join('\n');
  const ladder = rungs.map(
    ({ rung, isThere, detail }) =>
      `  ${rung.padEnd(width)}  ${isThere ? 'yes' : 'no '}  ${show(detail)}`,
  );
  const texts = planned.flatMap((one) => [
    '',
    `Next: ${stepText(one.next)}`,
    ...('resolution' in one
      ? ['', 'Comment:', lines(one.resolution.comment)]
      : [
          '',
          `Slack: ${lines(one.slack.text)}`,
          '',
          `Issue: ${show(one.issue.title)}`,
          `Labels: ${one.issue.labels.join(', ')}`,
          '',
          lines(one.issue.body),
        ]),
  ]);
  return ['Rungs:', ...ladder, ...texts, ''].join('\n');
}

function stepText(step: Step): string {
  switch (step.kind) {
    case 'stop':
      return `nothing (${step.because})`;
    case 'wait':
      return `wait for ${step.rung}`;
    case 'attempt':
    case 'look':
      return `${step.kind} ${step.rung}, try ${step.try}`;
  }
}
