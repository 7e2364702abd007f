import type { Arguments, Options } from '../args/option.ts';
import { suggest } from '../args/suggest.ts';
import { CliError } from '../cli-error.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  days: { value: 'N', help: 'the days up to --as-of (default: 28)' },
  from: {
    value: 'TIME',
    help: 'instead of --days: the first moment, as 2026-01-31 or with a time',
  },
  to: { value: 'TIME', help: 'the moment after the last one (default: --as-of)' },
  'as-of': { value: 'TIME', help: 'look at the events as of then (default: now)' },
  targets: { value: 'FILE', help: 'targets instead of the default ones, for the metrics it names' },
  'fail-on': {
    value: 'WHAT',
    choices: ['missed', 'no-data'],
    help: 'exit with 1 when a target is missed, or also when it has no data',
  },
  format: {
    value: 'FORMAT',
    choices: ['html', 'markdown', 'openmetrics', 'json'],
    help: 'report: html (default) or markdown; export: openmetrics (default) or json',
  },
  output: {
    value: 'FILE',
    help: 'write to this file, wholly or not at all (default: standard output)',
  },
  title: { value: 'TEXT', help: 'html: whose figures they are' },
} as const satisfies Options;

type Action = (typeof ACTIONS)[number];

const ACTIONS = ['report', 'export'] as const;

const FORMATS = { report: ['html', 'markdown'], export: ['openmetrics', 'json'] } as const;

/** `provkit metrics`: figures over event logs, for people and for programs (S1.8, S2.10, S3.7, S4.8, S5.3, S6.6). */
export const metrics: Command = {
  usage: 'metrics report|export FILE… [--days N | --from TIME --to TIME] [--format FORMAT]',
  description: [
    'Computes 18 figures from event logs, holds them against targets, and writes a report for people',
    'or an export for programs. FILE is a log as --events writes it, or a folder of *.ndjson. Logs may',
    'overlap: an event counts once. What each figure means: docs/metrics.md.',
  ],
  options: OPTIONS,
  examples: [
    'provkit metrics report events.ndjson --output metrics.html',
    'provkit metrics report logs/ --format markdown --fail-on missed >> "$GITHUB_STEP_SUMMARY"',
    'provkit metrics export events.ndjson --from 2026-01-01 --to 2026-02-01 --format json',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const [name = '', ...logs] = args.positionals;
  const action = ACTIONS.find((one) => one === name);
  if (!action) {
    const hint = suggest(name, [...ACTIONS]);
    throw new CliError('USAGE', `say what to do: metrics ${ACTIONS.join(', ')}${hint}`);
  }
  if (logs.length === 0) throw new CliError('USAGE', `name an event log: metrics ${action} FILE`);
  const format = formatOf(action, args.one('format'));
  const { runMetrics } = await import('../run-metrics.ts');
  return runMetrics({ logs, format, args }, ports);
}

function formatOf(action: Action, asked: string | undefined): (typeof FORMATS)[Action][number] {
  const [usual, other] = FORMATS[action];
  if (asked === undefined) return usual;
  const format = [usual, other].find((one) => one === asked);
  if (format) return format;
  throw new CliError('USAGE', `metrics ${action} writes ${usual} or ${other}, not ${asked}`);
}
