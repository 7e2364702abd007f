import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { comment, finishRun, lastAttempt } from '@provkit/testkit/github';
import { createFileStore } from '../src/adapters/file-store.ts';
import { type RecoveryRequest, recoverOnGithub } from '../src/adapters/github/recover-on-github.ts';
import { askDecision } from '../src/ask-decision.ts';
import { beginRecovery } from '../src/begin-recovery.ts';
import type { FailureReason } from '../src/failures.ts';
import { type Settled, settle } from '../src/interpret.ts';
import { type DecisionKind, planDecision } from '../src/plan-decision.ts';
import { DEFAULT_RECOVERY_POLICY, type RecoveryPolicy } from '../src/policy.ts';
import type { Observed, RecoveryPorts, RecoveryStore, Task } from '../src/ports.ts';
import type { RecoveryState } from '../src/recovery-state.ts';
import { type PassedRelease, senseSuperseded } from '../src/sense-superseded.ts';
import { senseVerdict, type Verdict } from '../src/sense-verdict.ts';
import { openScene, type Scene, sent } from './adapters/github/fixture.ts';

export const APPROVED = DEFAULT_RECOVERY_POLICY satisfies RecoveryPolicy;
export const ALONE: RecoveryPolicy = {
  ...APPROVED,
  approval: { ...APPROVED.approval, required: false },
  dispatch: { workflow: 'release.yml', tagInput: 'tag', correlationInput: 'recovery_id' },
};
export const GOOD = `sha256:${'c'.repeat(64)}`;
export const WRONG = `sha256:${'b'.repeat(64)}`;
/** A busy machine answers late, and that is no fault here. */
const PATIENT_MS = 30_000;
export const ISSUE = 17;

/** A release that failed, on a GitHub over HTTP, with its recovery in a file. */
export interface RecoveryWorld {
  readonly scene: Scene;
  readonly store: RecoveryStore;
  readonly id: () => string;
  /** What was to be told, written or validated, in order. */
  readonly tasks: Task[];
  readonly verdicts: Verdict[];
  /** Releases that passed. */
  readonly passed: PassedRelease[];
  readonly fail: (reason: FailureReason, digest?: string) => Promise<RecoveryState>;
  /** Somebody goes on with the recovery; each call is another process. */
  readonly recover: (options?: RecoverOptions) => Promise<Settled>;
  /** Somebody asks for a decision, user 4 unless it says so. @returns the digest to approve */
  readonly ask: (kind: DecisionKind, reason?: string, requester?: string) => Promise<string>;
  readonly portsOf: (options?: RecoverOptions) => RecoveryPorts;
  /** The attempt that is under way ends, and is validated a minute later. */
  readonly finish: (verdict: Verdict['verdict'], changes?: Partial<Verdict>) => void;
  /** A member of the team says `/approve` or `/deny`. */
  readonly say: (verb: 'approve' | 'deny', digest: string, userId?: number) => void;
  readonly names: () => readonly string[];
  readonly posts: () => readonly string[];
  readonly close: () => Promise<void>;
}

export interface RecoverOptions {
  readonly policy?: RecoveryPolicy;
  readonly events?: readonly Observed[];
  readonly request?: RecoveryRequest;
  readonly holder?: string;
  readonly actor?: RecoveryPorts['actor'];
}

export async function openRecoveryWorld(): Promise<RecoveryWorld> {
  const scene = await openScene(PATIENT_MS);
  const folder = await mkdtemp(join(tmpdir(), 'provkit-recovery-'));
  const { clock, repository, project, run, iso } = scene;
  const store = createFileStore({
    folder: join(folder, 'recoveries'),
    // real: two that write at the same moment wait for one another
    clock: { now: Date.now, sleep: (ms) => sleep(ms) },
  });
  const tasks: Task[] = [];
  const verdicts: Verdict[] = [];
  const passed: PassedRelease[] = [];
  let id = '';
  let processes = 0;
  const portsOf = ({
    policy = ALONE,
    request,
    holder,
    actor = { kind: 'automated', id: 'recover' },
  }: RecoverOptions = {}): RecoveryPorts => {
    processes += 1;
    const places = { issue: ISSUE, membersClient: repository.client };
    const github = recoverOnGithub(repository, policy, places, request);
    return {
      ...github,
      store,
      clock,
      random: () => 0.5,
      holder: holder ?? `process ${processes}`,
      actor,
      sense: async (state, note) =>
        senseVerdict(state, verdicts) ??
        senseSuperseded(state, passed, verdicts) ??
        github.sense(state, note),
      perform: async (task) => void tasks.push(task),
    };
  };
  return {
    scene,
    store,
    id: () => id,
    tasks,
    verdicts,
    passed,
    portsOf,
    fail: async (reason, digest) => {
      const event = {
        type: 'failure.recorded' as const,
        at: iso(),
        actor: { kind: 'automated' as const, id: 'validate' },
        runId: String(run.id),
        attempt: lastAttempt(run).number,
        reason,
        verdict: reason === 'upstream_unavailable' ? ('inconclusive' as const) : ('fail' as const),
        ...(digest !== undefined && { digest }),
      };
      const opening = { repository: 'acme/widgets', repositoryId: '123456', tag: 'v1.2.3', event };
      const state = await beginRecovery(store, opening);
      id = state.recoveryId;
      return state;
    },
    recover: (options = {}) =>
      settle(id, portsOf(options), options.policy ?? ALONE, options.events ?? []),
    ask: async (kind, reason = 'the log is back', requester = '4') => {
      const state = await store.read(id);
      if (!state) throw new Error('there is no recovery');
      const { interested, tagCommit } = await portsOf().plan(state);
      const all = [requester, ...interested];
      const asked = { kind, state, tagCommit, interested: all, reason, now: iso() };
      const { request } = await askDecision(store, id, { ...planDecision(asked, ALONE), kind });
      return request?.digest ?? 'nothing was asked';
    },
    finish: (verdict, changes = {}) => {
      const current =
        project.runs.findLast((one) => lastAttempt(one).status !== 'completed') ?? run;
      clock.advance(60_000);
      if (lastAttempt(current).status !== 'completed') {
        finishRun(project, current, verdict === 'pass' ? 'success' : 'failure');
      }
      clock.advance(60_000);
      verdicts.push({
        runId: String(current.id),
        attempt: lastAttempt(current).number,
        verdict,
        at: iso(),
        ...(verdict === 'pass'
          ? { digest: GOOD, commit: scene.commit }
          : { reason: 'attestation_missing' }),
        ...changes,
      });
    },
    say: (verb, digest, userId = 3) => {
      clock.advance(60_000);
      comment(project, { issue: ISSUE, userId, body: `/${verb} ${digest}` });
    },
    names: () => tasks.map(({ name }) => name),
    // a query is sent as one, too
    posts: () => sent(scene).filter((path) => path !== '/graphql'),
    close: async () => {
      await scene.github.close();
      await rm(folder, { recursive: true });
    },
  };
}
