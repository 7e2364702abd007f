import { resolve } from 'node:path';
import { createEvent } from '@provkit/metrics';
import { openEventLog } from './compose.ts';
import { actorFrom } from './env.ts';
import type { LintBase } from './lint-base.ts';
import type { LintedManifest } from './lint-files.ts';
import { manifestChangedEvent } from './map/manifest-changed-event.ts';
import type { Ports } from './ports.ts';
import { version } from './version.ts';

/**
 * Appends an event for each manifest whose entries changed, which `governance.manifest_diff_count` is made of.
 * @throws CliError USAGE: the events would be written into a manifest; MetricsError
 */
export async function recordChanges(
  files: readonly LintedManifest[],
  { commit: base, head: commit }: LintBase,
  events: string,
  { clock, cwd, env, newId }: Pick<Ports, 'clock' | 'cwd' | 'env' | 'newId'>,
): Promise<void> {
  const apartFrom = files.map(({ path }) => resolve(cwd, path));
  const log = await openEventLog(resolve(cwd, events), { apartFrom });
  const at = new Date(clock.now()).toISOString();
  const producer = { name: 'provkit', version: version(), instance: newId() };
  const isPullRequest = env.GITHUB_EVENT_NAME === 'pull_request';
  const server = env.GITHUB_SERVER_URL || 'https://github.com';
  let seq = 0;
  for (const { path, change, manifest } of files) {
    if (!change || !manifest) continue;
    const { base: _, ...counts } = change;
    if (counts.added + counts.modified + counts.removed === 0) continue;
    seq += 1;
    const repository = `${server}/${manifest.repository}`;
    const what = { path, commit, base, counts, at, isPullRequest };
    const context = { producer, seq, actor: actorFrom(env), repository };
    await log.append([createEvent(manifestChangedEvent(what, context))]);
  }
}
