import { type Entry, findEntry, type Manifest, type ManifestStore } from '@provkit/manifest';
import { raiseAlert } from '@provkit/notify';
import { accessFile } from '../access-file.ts';
import { CliError } from '../cli-error.ts';
import { loadManifestText, openManifestStore } from '../compose.ts';
import { alertFacts, runUrl } from '../map/alert-facts.ts';
import { resolutionOf } from '../map/resolution-of.ts';
import type { Ports } from '../ports.ts';
import type { Notice } from './notice.ts';
import { isRepository, type NotifyRequest } from './notify-request.ts';
import { parseInput, type ReportedRelease, readReport } from './read-report.ts';

/**
 * What people are to be told, from an entry of a manifest or from a report: of exactly the run that it names (S2.2).
 * @throws CliError USAGE: there is nothing to tell of, or not enough is known; FILE_UNREADABLE; ManifestError; NotifyError
 */
export async function readNotice(request: NotifyRequest, ports: Ports): Promise<Notice> {
  const { from = '', manifest } = request;
  if (from.startsWith('github:')) return ofEntry(await openManifest(from, ports), request, ports);
  const input = parseInput(await loadManifestText(from, ports.cwd), from);
  if ('entries' in input) return ofEntry(await openManifest(from, ports), request, ports);
  const report = readReport(input, from);
  const opened = manifest === undefined ? undefined : await openManifest(manifest, ports);
  return ofReport(report, opened, request, ports);
}

interface OpenedManifest {
  readonly location: string;
  readonly store: ManifestStore;
  readonly manifest: Manifest;
}

async function openManifest(location: string, ports: Ports): Promise<OpenedManifest> {
  const store = await openManifestStore(location, ports);
  const { manifest } = await accessFile(location, 'read', () => store.read());
  return { location, store, manifest };
}

function ofEntry(opened: OpenedManifest, request: NotifyRequest, ports: Ports): Notice {
  const { tag, runId } = request;
  if (tag === undefined) throw new CliError('USAGE', '--tag is missing: --tag TAG');
  const entry = findEntry(opened.manifest, { tag, ...(runId !== undefined && { run_id: runId }) });
  const repository = repositoryUrl(request.repository ?? opened.manifest.repository, ports);
  const now = new Date(ports.clock.now()).toISOString();
  const base = { repository, tag, manifest: { ...opened, entry } };
  const resolution = resolutionOf(entry, opened.manifest, repository, now);
  if (resolution) return { ...base, what: { kind: 'over', resolution } };
  const { failure_reason: reason, run_id, run_attempt } = entry;
  if (reason === undefined) {
    throw new CliError(
      'USAGE',
      `the entry of ${tag} is ${entry.status} and has no failure_reason: there is nothing to tell of`,
    );
  }
  const failed = { repository, tag, run_id, run_attempt, reason, entry };
  return { ...base, what: { kind: 'failed', alert: raiseAlert(alertFacts(failed)) } };
}

function ofReport(
  report: ReportedRelease,
  opened: OpenedManifest | undefined,
  request: NotifyRequest,
  ports: Ports,
): Notice {
  const { tag, run_id, run_attempt, reason, message, verifiedAt } = report;
  const named = request.repository ?? opened?.manifest.repository ?? ports.env.GITHUB_REPOSITORY;
  if (named === undefined || named === '') {
    throw new CliError('USAGE', 'the report names no repository: --repository OWNER/NAME');
  }
  const repository = repositoryUrl(named, ports);
  const entry = opened && sameAttempt(findEntry(opened.manifest, report), report);
  const base = { repository, tag, ...(opened && entry && { manifest: { ...opened, entry } }) };
  if (reason === undefined) {
    const at = verifiedAt ?? new Date(ports.clock.now()).toISOString();
    const run_url = runUrl({ repository, run_id, run_attempt });
    const resolution = { outcome: 'recovered', at, tag, run_id, run_attempt, run_url } as const;
    return { ...base, what: { kind: 'over', resolution } };
  }
  const failed = { repository, tag, run_id, run_attempt, reason, message, entry };
  return { ...base, what: { kind: 'failed', alert: raiseAlert(alertFacts(failed)) } };
}

/** @throws CliError USAGE: the entry is of another attempt than the report */
function sameAttempt(entry: Entry, { run_attempt }: ReportedRelease): Entry {
  if (entry.run_attempt === run_attempt) return entry;
  throw new CliError(
    'USAGE',
    `the report is of attempt ${run_attempt}, and the entry of attempt ${entry.run_attempt}: leave --manifest away`,
  );
}

/** URL of a repository. @throws CliError USAGE */
export function repositoryUrl(named: string, { env }: Pick<Ports, 'env'>): string {
  if (!isRepository(named)) throw new CliError('USAGE', `${named} is no repository: OWNER/NAME`);
  return `${(env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '')}/${named}`;
}
