import { resolve } from 'node:path';
import {
  createMetricsCollector,
  DEFAULT_TARGETS,
  judgeTargets,
  type MetricsCollector,
  parseTargets,
  type Target,
  type TargetResult,
  type Window,
} from '@provkit/metrics';
import { accessFile } from './access-file.ts';
import type { Arguments } from './args/option.ts';
import { parseTime } from './args/time.ts';
import { CliError } from './cli-error.ts';
import { openEventLogs } from './compose/metrics.ts';
import { assertApart, loadConfig, writeOutput } from './compose.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Ports } from './ports.ts';

/** What `provkit metrics` is to do. */
export interface MetricsRequest {
  /** Files and folders. */
  readonly logs: readonly string[];
  readonly format: 'html' | 'markdown' | 'openmetrics' | 'json';
  readonly args: Arguments;
}

/**
 * Computes the figures of event logs and writes them.
 * @returns 1 where a target is missed and `--fail-on` says that it matters, after the figures were written
 * @throws CliError, MetricsError
 */
export async function runMetrics(request: MetricsRequest, ports: Ports): Promise<ExitCode> {
  const { logs, args } = request;
  const asOf = timeOf(args, 'as-of') ?? new Date(ports.clock.now());
  const collector = createMetricsCollector({ asOf, window: windowOf(args, asOf) });
  const targets = await targetsOf(args, ports);
  const opened = await openEventLogs(logs, ports.cwd);
  await assertOutputApart(opened, args, ports.cwd);
  for (const log of opened) {
    const onProblem = (problem: Error & { readonly code: string }) => {
      if (problem.code !== 'LINE_TORN') throw problem;
      ports.stderr.write(`${log.name}: ${problem.message}; it was never acknowledged\n`);
    };
    for await (const event of log.read({ onProblem })) collector.add(event);
  }
  const results = judgeTargets(collector.figures(), targets);
  await write(await contentOf(request, collector, targets), args.one('output'), ports);
  return isGoodEnough(results, args.one('fail-on')) ? EXIT_CODES.pass : EXIT_CODES.fail;
}

/** A log is the only copy of what happened: figures must not take its place. */
async function assertOutputApart(
  logs: readonly { readonly name: string }[],
  args: Arguments,
  cwd: string,
): Promise<void> {
  const [output, targets] = [args.one('output'), args.one('targets')];
  if (output === undefined) return;
  const read = [...logs.map(({ name }) => name), ...(targets === undefined ? [] : [targets])];
  const path = resolve(cwd, output);
  await assertApart(
    { path, holds: 'the figures', option: '--output' },
    read.map((name) => resolve(cwd, name)),
  );
}

function windowOf(args: Arguments, asOf: Date): Window {
  const [from, to] = [timeOf(args, 'from'), timeOf(args, 'to')];
  const count = args.one('days');
  if (from) {
    if (count !== undefined) throw new CliError('USAGE', '--days and --from exclude each other');
    return { from, to: to ?? asOf };
  }
  if (to) throw new CliError('USAGE', '--to needs --from');
  if (count !== undefined && !/^[1-9][0-9]{0,4}$/.test(count)) {
    throw new CliError('USAGE', `--days ${count} is no number of days: write 28`);
  }
  return { days: Number(count ?? 28) };
}

function timeOf(args: Arguments, option: string): Date | undefined {
  const text = args.one(option);
  return text === undefined ? undefined : parseTime(text, `--${option}`);
}

async function targetsOf(args: Arguments, { cwd }: Ports): Promise<readonly Target[]> {
  const file = args.one('targets');
  return file === undefined ? DEFAULT_TARGETS : parseTargets(await loadConfig(file, cwd), file);
}

/** Only the format that is asked for is loaded; the charts take longest. */
async function contentOf(
  { format, args }: MetricsRequest,
  collector: MetricsCollector,
  targets: readonly Target[],
): Promise<string> {
  const figures = collector.figures();
  if (format === 'html') {
    const { toHtml } = await import('@provkit/metrics/report');
    const title = args.one('title');
    return toHtml({ figures, details: collector.details(), targets, ...(title && { title }) });
  }
  const { toJson, toMarkdown, toOpenMetrics } = await import('@provkit/metrics/format');
  const results = judgeTargets(figures, targets);
  if (format === 'json') return toJson(figures, results);
  return format === 'markdown' ? toMarkdown(figures, results) : toOpenMetrics(figures);
}

async function write(content: string, file: string | undefined, ports: Ports): Promise<void> {
  if (file === undefined) return ports.stdout.write(content);
  await accessFile(file, 'written', () => writeOutput(resolve(ports.cwd, file), content));
}

function isGoodEnough(results: readonly TargetResult[], failOn: string | undefined): boolean {
  if (failOn === undefined) return true;
  const bad = failOn === 'missed' ? ['missed'] : ['missed', 'no_data'];
  return results.every(({ status }) => !bad.includes(status));
}
