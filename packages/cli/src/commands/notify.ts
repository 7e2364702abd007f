import { NETWORK_OPTIONS } from '../args/network-options.ts';
import type { Options } from '../args/option.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  from: {
    value: 'FILE',
    help: 'a release manifest (with --tag), or what validate --format json wrote',
  },
  manifest: { value: 'FILE', help: 'with a report: the manifest that holds its release' },
  tag: { value: 'TAG', help: 'with a manifest: the release' },
  'run-id': { value: 'N', help: 'its run, where the manifest has several of the tag' },
  repository: { value: 'OWNER/NAME', help: 'where neither manifest nor GITHUB_REPOSITORY says it' },
  write: { help: 'write notify_slack, slack_retry and issue_number into the manifest entry' },
  plan: { help: 'send nothing: show which rungs there are, and what would be said' },
  replay: { help: 'send what the spool file keeps' },
  events: { value: 'FILE', help: 'the event log (default: events.ndjson beside the manifest)' },
  spool: {
    value: 'FILE',
    help: 'the last rung (default: notify-spool.ndjson beside the manifest)',
  },
  'private-api-unsafe': NETWORK_OPTIONS['private-api-unsafe'],
  format: { value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json' },
} as const satisfies Options;

/** `provkit notify`: tells people of a failure, once, whatever fails on the way (S2). */
export const notify: Command = {
  usage: 'notify --from FILE [--tag TAG [--run-id N]] [--write] [--plan] | notify --replay',
  description: [
    'Tells people of a release that did not pass: Slack by the function ops-slack-notify, tried again,',
    'or by its webhook; a GitHub Issue; the function ops-slack-summary; the summary page of the run; and',
    'a spool file, which --replay sends later. Each try is an event, written before it is made; what was',
    'said before is not said twice. A release that passed by now ends the alerts of it that are open.',
    'Exit code 0: people were told, or had been; 3: nobody could be told. No verdict depends on it.',
  ],
  options: OPTIONS,
  examples: [
    'provkit notify --from docs/reports/2026-01-31/manifest.json --tag v1.2.3 --write',
    'provkit notify --from report.json --manifest manifest.json --write',
    'provkit notify --from report.json --plan',
    'provkit notify --replay',
  ],
  run: async (args, ports) => (await import('../notify/run-notify.ts')).runNotify(args, ports),
};
