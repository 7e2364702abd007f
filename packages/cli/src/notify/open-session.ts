import { dirname, join, resolve } from 'node:path';
import { createRedactor } from '@provkit/http';
import type { DeliverPorts, FormatContext } from '@provkit/notify';
import { loadIssueTemplate, openLadder } from '../compose/notify.ts';
import { assertApart, openEventLog } from '../compose.ts';
import { actorFrom, type NotifyEnvironment, notifyEnvironment, secretsFrom } from '../env.ts';
import { parseLocation } from '../manifest-location.ts';
import type { Ports } from '../ports.ts';
import { createEventNotifyLog, type EventNotifyLog } from './event-notify-log.ts';
import { logOrMemory } from './log-or-memory.ts';
import type { NotifyRequest } from './notify-request.ts';

/** All that telling people needs. */
export interface NotifySession {
  readonly environment: NotifyEnvironment;
  readonly log: EventNotifyLog;
  readonly context: FormatContext;
  /** Absolute. */
  readonly events: string;
  /** Absolute. */
  readonly spool: string;
  /** Loads the ways to tell people that are set up. */
  readonly openPorts: () => Promise<DeliverPorts>;
}

/** Which files belong to the session, and of which repository it is. */
export interface SessionSettings
  extends Pick<NotifyRequest, 'events' | 'spool' | 'privateAddressesUnsafe'> {
  /** URL. */
  readonly repository: string;
  /** Location of the manifest, beside which the other files are. */
  readonly manifest: string | undefined;
  /** Number of the Issue that the manifest has. */
  readonly issueNumber?: number | undefined;
}

/** @throws CliError USAGE: a file would be written into something else */
export async function openSession(settings: SessionSettings, ports: Ports): Promise<NotifySession> {
  const { repository, issueNumber, privateAddressesUnsafe } = settings;
  const { clock, env, stderr } = ports;
  const { events, spool, manifest, manifestUrl } = filesOf(settings, ports);
  await assertApart({ path: spool, holds: 'what could not be sent', option: '--spool' }, manifest);
  const environment = notifyEnvironment(env, repository);
  const redactor = createRedactor(secretsFrom(env));
  for (const { name, reason } of redactor.ignored) {
    ports.stderr.write(
      `provkit: the value of ${name} is not looked for in what is sent: ${reason}\n`,
    );
  }
  const issueTemplate = await loadIssueTemplate(ports);
  const { opsTeamGroup } = environment;
  const context: FormatContext = {
    redactor,
    ...(issueTemplate !== undefined && { issueTemplate }),
    ...(issueNumber !== undefined && { issueUrl: `${repository}/issues/${issueNumber}` }),
    ...(manifestUrl !== undefined && { manifestUrl }),
    ...(opsTeamGroup !== undefined && { opsTeamGroup }),
  };
  const eventLog = createEventNotifyLog({
    log: await openEventLog(events, { apartFrom: [spool, ...manifest] }),
    clock,
    actor: actorFrom(env),
    instance: ports.newId(),
    repository,
  });
  const log = logOrMemory(eventLog, (problem) => {
    stderr.write(`provkit: ${redactor.redact(problem)}; what is done is not recorded\n`);
  });
  return {
    environment,
    log,
    context,
    events,
    spool,
    openPorts: async () => {
      const { random } = await ports.openNetwork();
      const ladder = await openLadder(
        {
          environment,
          repository,
          spool,
          privateAddressesUnsafe,
          redact: (text) => redactor.redact(text),
        },
        ports,
      );
      const issue = issueNumber === undefined ? {} : { issueNumber };
      return { ladder, log, clock, random, context, ...issue };
    },
  };
}

const EVENTS = 'events.ndjson';
const SPOOL = 'notify-spool.ndjson';

/** The files of a session. Paths are absolute. */
export interface SessionFiles {
  readonly events: string;
  readonly spool: string;
  /** The manifest, where it is a file. */
  readonly manifest: readonly string[];
  /** Its page, where it is on GitHub. */
  readonly manifestUrl?: string;
}

/** Beside the manifest, or in the current folder where it is on GitHub or there is none. Pure. */
export function filesOf(
  { events, spool, manifest }: Pick<SessionSettings, 'events' | 'spool' | 'manifest'>,
  { cwd, env }: Pick<Ports, 'cwd' | 'env'>,
): SessionFiles {
  const location = manifest === undefined ? undefined : parseLocation(manifest);
  const files = location?.kind === 'file' ? [resolve(cwd, location.file)] : [];
  const folder = files[0] === undefined ? cwd : dirname(files[0]);
  const server = env.GITHUB_SERVER_URL || 'https://github.com';
  return {
    events: events === undefined ? join(folder, EVENTS) : resolve(cwd, events),
    spool: spool === undefined ? join(folder, SPOOL) : resolve(cwd, spool),
    manifest: files,
    ...(location?.kind === 'github' && {
      manifestUrl: `${server}/${location.repository}/blob/${location.branch}/${location.path}`,
    }),
  };
}
