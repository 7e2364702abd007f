import { NETWORK_OPTIONS } from '../args/network-options.ts';
import type { Options } from '../args/option.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  events: { value: 'FILE', help: 'the event log (default: events.ndjson)' },
  repository: { value: 'OWNER/NAME', help: 'whose digest it is (default: GITHUB_REPOSITORY)' },
  plan: { help: 'send nothing: show what would be said' },
  'private-api-unsafe': NETWORK_OPTIONS['private-api-unsafe'],
  format: { value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json' },
} as const satisfies Options;

/** `provkit digest`: the failures that are open, to the team (S4.6). */
export const digest: Command = {
  usage: 'digest [--events FILE] [--repository OWNER/NAME] [--plan]',
  description: [
    'Sends the failures that are open, as the event log has them, to the team ops-team by the function',
    'ops-slack-summary, or else by Slack’s webhook, so that a missed Issue is still seen. A failure is',
    'open until people were told that it is over. With none open the digest says so.',
    'Exit code 0: it was sent; 3: it could not be.',
  ],
  options: OPTIONS,
  examples: [
    'provkit digest --events docs/reports/2026-01-31/events.ndjson',
    'provkit digest --plan --format json',
  ],
  run: async (args, ports) => (await import('../notify/run-digest.ts')).runDigest(args, ports),
};
