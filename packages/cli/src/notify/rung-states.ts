import { RUNGS, type Rung } from '@provkit/notify';
import type { NotifyEnvironment } from '../env.ts';

/** Whether there is a rung, and what it would need. */
export interface RungState {
  readonly rung: Rung;
  readonly isThere: boolean;
  /** Where it leads, or what is not set. No secret. */
  readonly detail: string;
}

/** What of the ladder is there, in its order. Pure. */
export function rungStates(
  { supabase, webhookUrl, issueTokens, stepSummary }: NotifyEnvironment,
  spool: string,
): readonly RungState[] {
  const project = 'SUPABASE_URL and OPS_NOTIFY_TOKEN are not set';
  const names = issueTokens.map(({ name }) => name).join(', then ');
  const found: Readonly<Record<Rung, readonly [isThere: boolean, detail: string]>> = {
    edge: supabase ? [true, 'function ops-slack-notify'] : [false, project],
    webhook: webhookUrl ? [true, 'Slack’s own webhook'] : [false, 'SLACK_WEBHOOK_URL is not set'],
    issue:
      names === ''
        ? [false, 'neither GITHUB_TOKEN nor FAILURE_ISSUE_TOKEN is set for this server']
        : [true, `GitHub Issue, with ${names}`],
    summary: supabase ? [true, 'function ops-slack-summary, tag ops-team'] : [false, project],
    'step-summary':
      stepSummary === undefined
        ? [false, 'GITHUB_STEP_SUMMARY is not set']
        : [true, 'summary page of the run'],
    spool: [true, spool],
  };
  return RUNGS.map((rung) => ({ rung, isThere: found[rung][0], detail: found[rung][1] }));
}
