import { deliverDigest, digestOf } from '@provkit/notify';
import { type Digest, type DigestGroup, formatDigest } from '@provkit/notify/format';
import { printableJson } from '@provkit/text';
import type { Arguments } from '../args/option.ts';
import { CliError } from '../cli-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import { openSession } from './open-session.ts';
import { repositoryUrl } from './read-notice.ts';
import { shower } from './shower.ts';
import { receiptText } from './told-text.ts';

/**
 * Sends the failures that are open to the team (S4.6), or shows what would be sent.
 * @throws CliError USAGE; MetricsError
 */
export async function runDigest(args: Arguments, ports: Ports): Promise<ExitCode> {
  const [surplus] = args.positionals;
  if (surplus !== undefined) throw new CliError('USAGE', `${surplus} is one argument too many`);
  const named = args.one('repository') ?? ports.env.GITHUB_REPOSITORY ?? '';
  if (named === '') throw new CliError('USAGE', '--repository is missing: --repository OWNER/NAME');
  const isJson = args.one('format') === 'json';
  const { stdout, stderr } = ports;
  const settings = {
    events: args.one('events'),
    spool: undefined,
    privateAddressesUnsafe: args.has('private-api-unsafe'),
    repository: repositoryUrl(named, ports),
    manifest: undefined,
  };
  const { log, context, openPorts } = await openSession(settings, ports);
  const digest = digestOf(await log.readAll(), new Date(ports.clock.now()).toISOString());
  const show = await shower(ports);
  if (args.has('plan')) {
    const message = formatDigest(digest, context);
    stdout.write(isJson ? json({ ...digest, message }) : digestText(digest, show));
    return EXIT_CODES.pass;
  }
  const report = await deliverDigest(digest, await openPorts());
  const receipts = report.receipts.map((receipt) => `  ${receiptText(receipt, show)}\n`);
  stdout.write(isJson ? json({ ...digest, report }) : digestText(digest, show) + receipts.join(''));
  if (report.because === 'delivered') return EXIT_CODES.pass;
  const why =
    receipts.length === 0
      ? 'neither SUPABASE_URL with OPS_NOTIFY_TOKEN nor SLACK_WEBHOOK_URL is set'
      : 'nobody took it';
  stderr.write(`provkit digest: the digest could not be sent: ${why}\n`);
  return EXIT_CODES.inconclusive;
}

function digestText({ groups }: Digest, show: (text: string) => string): string {
  if (groups.length === 0) return 'no open failures\n';
  const sorted = groups.toSorted((a, b) => a.first_at.localeCompare(b.first_at));
  return sorted.map((group) => `${groupText(group, show)}\n`).join('');
}

function groupText(
  {
    repository,
    tag,
    failure_reason,
    severity,
    count,
    first_at,
    issue_number,
    acknowledged_by,
  }: DigestGroup,
  show: (text: string) => string,
): string {
  const name = repository.split('/').slice(-2).join('/');
  const issue = issue_number === undefined ? 'no Issue' : `Issue ${issue_number}`;
  const noted =
    acknowledged_by === undefined ? 'not acknowledged' : `acknowledged by ${show(acknowledged_by)}`;
  const alerts = count === 1 ? '1 alert' : `${count} alerts`;
  return `${severity}  ${failure_reason}  ${show(name)} ${show(tag)}  ${alerts} since ${first_at}, ${issue}, ${noted}`;
}

function json(value: object): string {
  return `${printableJson({ version: 1, ...value })}\n`;
}
