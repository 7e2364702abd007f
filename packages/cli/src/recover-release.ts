import { dirname, join, resolve } from 'node:path';
import { type Entry, findEntry, type Manifest, type ManifestStore } from '@provkit/manifest';
import { createEvent, type EventLog } from '@provkit/metrics';
import {
  beginRecovery,
  DEFAULT_RECOVERY_POLICY,
  isTerminal,
  type RecoveryPolicy,
  type RecoveryPorts,
  type RecoveryState,
  type RecoveryStore,
  recoveryId,
  rerunIdByHand,
  senseSuperseded,
  senseVerdict,
  type Task,
  type Verdict,
} from '@provkit/recovery';
import type { Arguments } from './args/option.ts';
import { CliError } from './cli-error.ts';
import {
  connectGithubRepository,
  loadRecoveryPolicy,
  openEventLog,
  openManifestStore,
  openRecoveryStore,
  recoverOnGithub,
} from './compose.ts';
import { actorFrom, githubEnvironment } from './env.ts';
import { lineageOf } from './map/lineage-of.ts';
import { passedReleases } from './map/passed-releases.ts';
import { withRecovery } from './map/recovery-entries.ts';
import { recoveryEvents } from './map/recovery-events.ts';
import { verdictOf } from './map/recovery-verdicts.ts';
import type { Ports } from './ports.ts';
import { version } from './version.ts';

/** A release that is to be mended, and all that this takes. */
export interface RecoverableRelease {
  readonly recoveryId: string;
  readonly states: RecoveryStore;
  readonly policy: RecoveryPolicy;
  readonly ports: RecoveryPorts;
  readonly manifest: Manifest;
  readonly entry: Entry;
  readonly verdicts: readonly Verdict[];
  /** `undefined`: nothing was begun yet. */
  readonly state: RecoveryState | undefined;
  /** Opens the recovery where there is none. @throws CliError USAGE: nothing failed, or it is of another run's recovery */
  readonly begin: () => Promise<RecoveryState>;
}

/** @throws CliError USAGE, FILE_UNREADABLE; ManifestError; RecoveryError */
export async function openRecoverable(args: Arguments, ports: Ports): Promise<RecoverableRelease> {
  const location = required(args, 'manifest', 'FILE');
  const key = { tag: required(args, 'tag', 'TAG'), run_id: required(args, 'run-id', 'N') };
  const store = await openManifestStore(location, ports);
  const { manifest } = await store.read();
  const entry = findEntry(manifest, key);
  const folder = location.startsWith('github:') ? ports.cwd : dirname(resolve(ports.cwd, location));
  const eventsPath = resolve(ports.cwd, args.one('events') ?? join(folder, 'events.ndjson'));
  const log = await openEventLog(eventsPath, { apartFrom: [resolve(ports.cwd, location)] });
  const verdicts = await readVerdicts(log, manifest);
  const policy = await policyFrom(args, ports);
  const states = await openRecoveryStore(
    resolve(ports.cwd, args.one('state') ?? join(folder, 'recoveries')),
    ports,
  );
  const github = await openGithub(args, ports, manifest, policy);
  const { tag, firstRunId } = lineageOf(entry);
  const { repositoryId } = github;
  const id = recoveryId({ repositoryId, tag, firstRunId });
  const work = { store, log, verdicts, manifest, ports, states };
  const state = await states.read(id);
  const opening = { repository: manifest.repository, repositoryId, tag };
  return {
    recoveryId: id,
    states,
    policy,
    manifest,
    entry,
    verdicts,
    ports: portsOf(work, github.ports),
    state,
    begin: () => begin(opening, entry, state, work),
  };
}

/** @throws CliError USAGE */
export function required(args: Arguments, name: string, value: string): string {
  const given = args.one(name);
  if (given?.trim()) return given;
  throw new CliError('USAGE', `--${name} is missing: --${name} ${value}`);
}

interface Work {
  readonly store: ManifestStore;
  readonly states: RecoveryStore;
  readonly log: EventLog;
  readonly verdicts: readonly Verdict[];
  readonly manifest: Manifest;
  readonly ports: Ports;
}

type GithubPorts = Pick<RecoveryPorts, 'act' | 'look' | 'plan' | 'sense'>;

function portsOf(work: Work, github: GithubPorts): RecoveryPorts {
  const { clock, env, newId } = work.ports;
  const instance = newId();
  return {
    ...github,
    store: work.states,
    clock,
    random: () => Number.parseInt(newId().slice(0, 8), 16) / 2 ** 32 || 0.5,
    holder: env.GITHUB_RUN_ID ? `run ${env.GITHUB_RUN_ID}, ${instance}` : instance,
    actor: actorFrom(env),
    sense: async (state, note) =>
      senseVerdict(state, work.verdicts) ??
      senseSuperseded(state, passedReleases(work.manifest, work.verdicts), work.verdicts) ??
      github.sense(state, note),
    perform: (task, state) => perform(task, state, work, instance),
  };
}

/** Writes what is to be written, and says what people are to be told; `provkit notify` tells them. */
async function perform(
  task: Task,
  state: RecoveryState,
  { store, log, manifest, ports }: Work,
  instance: string,
): Promise<void> {
  if (task.name === 'write-manifest') {
    await store.update((current) => withRecovery(current, state));
    return;
  }
  if (task.name === 'record') {
    const producer = { name: 'provkit', version: version(), instance };
    const server = ports.env.GITHUB_SERVER_URL || 'https://github.com';
    const repository = `${server}/${manifest.repository}`;
    const context = {
      producer,
      seq: await log.nextSeq(instance),
      actor: actorFrom(ports.env),
      repository,
    };
    const drafts = recoveryEvents(task, state, context);
    const events = await Promise.all(
      drafts.map(async (draft) => ({ ...draft, ...(await correction(draft, state, log)) })),
    );
    await log.append(events.map((draft) => createEvent(draft)));
    return;
  }
  const { printable } = await import('@provkit/text');
  const say = (text: string) => ports.stderr.write(`provkit: ${printable(text)}\n`);
  if (task.name === 'escalate') say(`escalated, ${task.cause}: ${task.detail}`);
  if (task.name === 'ask') say(`approval is needed: /approve ${task.plan.digest}`);
  if (task.name === 'revalidate' || task.name === 'validate-run') {
    const { tag, runId, attempt } = task.run;
    say(`to be validated: ${tag}, run ${runId}, attempt ${attempt}`);
  }
  if (task.name === 'close-issue' && state.state === 'dismissed') {
    say('it is dismissed, which no later validation says: close its Issue');
  }
  if (task.name === 'resolve-alert' && state.state !== 'dismissed') {
    const of = `--tag ${state.tag} --run-id ${state.firstRunId}`;
    say(`it is over: provkit notify --from MANIFEST ${of} says so, and closes its Issue`);
  }
  if (task.name === 'validate-branch') say(`to be validated: ${task.headSha} of pull ${task.pull}`);
}

/**
 * What a validation took for a person's rerun, since this recovery had not recorded yet that it was its own: one rerun is
 * counted once.
 */
async function correction(
  draft: ReturnType<typeof recoveryEvents>[number],
  { repository }: RecoveryState,
  log: EventLog,
): Promise<{ readonly corrects?: string }> {
  if (draft.type !== 'rerun.started') return {};
  const { new_run_id: runId, new_run_attempt: attempt } = draft;
  const byHand = rerunIdByHand(repository, { runId, attempt });
  if (draft.rerun_id === byHand) return {};
  for await (const event of log.read({ onProblem: () => {} })) {
    const isIt = event.type === 'rerun.started' && event.rerun_id === byHand;
    if (isIt && event.corrects === undefined) return { corrects: event.id };
  }
  return {};
}

async function readVerdicts(log: EventLog, manifest: Manifest): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for await (const event of log.read()) {
    const verdict = verdictOf(event, manifest);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
}

/** S3.6: what passed is not repeated; S3.1: what failed says why; part 2: a run that repeats another is in its recovery. */
async function begin(
  opening: { readonly repository: string; readonly repositoryId: string; readonly tag: string },
  entry: Entry,
  before: RecoveryState | undefined,
  { states, verdicts, ports }: Work,
): Promise<RecoveryState> {
  const { tag, run_id: runId, run_attempt: attempt, failure_reason: reason, status } = entry;
  // under way, or over for good: no validation writes into what is blocked, so that nothing can have failed since
  if (before && (!isTerminal(before.state) || status === 'blocked')) return before;
  const { firstRunId } = lineageOf(entry);
  if (firstRunId !== runId || opening.tag !== tag) {
    const first = `recover --tag ${opening.tag} --run-id ${firstRunId}`;
    throw new CliError('USAGE', `${tag}, run ${runId} repeats another run: ${first}`);
  }
  if (status === 'success') {
    throw new CliError('USAGE', `${tag}, run ${runId} passed: a run that succeeded is not rerun`);
  }
  if (reason === undefined) {
    throw new CliError('USAGE', `${tag}, run ${runId} has no failure_reason: validate it first`);
  }
  const last = verdicts
    .filter((one) => one.runId === runId && one.attempt === attempt && one.reason === reason)
    .at(-1);
  const event = {
    type: 'failure.recorded' as const,
    at: new Date(ports.clock.now()).toISOString(),
    actor: actorFrom(ports.env),
    runId,
    attempt,
    reason,
    verdict: status === 'pending' ? ('inconclusive' as const) : ('fail' as const),
    ...(last?.validationId !== undefined && { validationId: last.validationId }),
    ...(last?.digest !== undefined && { digest: last.digest }),
    ...(last && { verifiedAt: last.at }),
  };
  return beginRecovery(states, { ...opening, event });
}

async function policyFrom(args: Arguments, { cwd }: Ports): Promise<RecoveryPolicy> {
  const file = args.one('recovery-policy');
  return file === undefined ? DEFAULT_RECOVERY_POLICY : loadRecoveryPolicy(file, cwd);
}

async function openGithub(
  args: Arguments,
  ports: Ports,
  { repository }: Manifest,
  policy: RecoveryPolicy,
): Promise<{ readonly ports: GithubPorts; readonly repositoryId: string }> {
  const { env, clock } = ports;
  const server = env.GITHUB_SERVER_URL || 'https://github.com';
  const { token } = githubEnvironment(env, `${server}/${repository}`);
  if (token === undefined) {
    throw new CliError(
      'USAGE',
      'a token with actions: write is needed: set GITHUB_TOKEN or GH_TOKEN',
    );
  }
  const repositoryId = args.one('repository-id') ?? env.GITHUB_REPOSITORY_ID;
  if (!repositoryId || !/^[1-9]\d{0,19}$/.test(repositoryId)) {
    throw new CliError(
      'USAGE',
      'the number of the repository is needed: --repository-id N, or GITHUB_REPOSITORY_ID',
    );
  }
  const [owner = '', repo = ''] = repository.split('/');
  const { client, membersClient } = await connectGithubRepository(`${server}/${repository}`, ports);
  const issue = args.one('issue');
  if (issue !== undefined && !/^[1-9]\d{0,9}$/.test(issue)) {
    throw new CliError('USAGE', '--issue is no number of an Issue: --issue 17');
  }
  const places = {
    membersClient,
    ...(issue !== undefined && { issue: Number(issue) }),
    ...(env.GITHUB_RUN_ID && { gateRunId: env.GITHUB_RUN_ID }),
  };
  const reviewedCommit = args.one('commit');
  const requestedBy = env.GITHUB_ACTOR_ID;
  const isOwnRun = env.GITHUB_REPOSITORY?.toLowerCase() === repository.toLowerCase();
  const request = {
    needsWorkflowFix: args.has('workflow-fix'),
    ...(requestedBy && { requestedBy }),
    ...(isOwnRun && env.GITHUB_RUN_ID && { requestedInRun: env.GITHUB_RUN_ID }),
    ...(reviewedCommit !== undefined && { reviewedCommit }),
  };
  const onGithub = await recoverOnGithub({ client, owner, repo, clock }, policy, places, request);
  return { ports: onGithub, repositoryId };
}
