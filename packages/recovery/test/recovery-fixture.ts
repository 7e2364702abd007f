import { planDigest } from '../src/plan-digest.ts';
import type { RecoveryPolicy } from '../src/policy.ts';
import { DEFAULT_RECOVERY_POLICY } from '../src/policy.ts';
import { recoveryId } from '../src/recovery-id.ts';
import type { Plan, RecoveryEvent, RecoveryState } from '../src/recovery-state.ts';
import type { RunFacts } from '../src/run-facts.ts';

export const AT = '2026-02-01T09:00:00.000Z';
export const POLICY: RecoveryPolicy = DEFAULT_RECOVERY_POLICY;
export const AUTO: RecoveryPolicy = {
  ...POLICY,
  approval: { ...POLICY.approval, required: false },
  dispatch: { workflow: 'release.yml', tagInput: 'tag', correlationInput: 'recovery_id' },
};
export const ID = recoveryId({ repositoryId: '123456', tag: 'v1.2.3', firstRunId: '9000' });
export const COMMIT = '1'.repeat(40);
export const HEAD = 'e'.repeat(40);
export const BAD = `sha256:${'b'.repeat(64)}`;
export const NEW = `sha256:${'c'.repeat(64)}`;
export const ROBOT = { kind: 'automated', id: 'recover' } as const;
export const PERSON = { kind: 'human', id: '3' } as const;

/** A recovery in `detected`, with those changes. */
export function stateOf(changes: Partial<RecoveryState> = {}): RecoveryState {
  return {
    version: 1,
    recoveryId: ID,
    repository: 'acme/widgets',
    repositoryId: '123456',
    tag: 'v1.2.3',
    firstRunId: '9000',
    openedAt: AT,
    verdictAt: AT,
    seq: 1,
    state: 'detected',
    since: AT,
    failure: { reason: 'attestation_missing', class: 'evidence', verdict: 'fail' },
    run: { tag: 'v1.2.3', runId: '9000', attempt: 1 },
    previousRuns: [],
    isSecurity: false,
    tainted: [],
    isRebuilt: false,
    builds: 0,
    waits: 0,
    excluded: [],
    outbox: [],
    ...changes,
  };
}

export const RERUN = {
  kind: 'rerun',
  mechanism: 'rerun-all',
  runId: '9000',
  attempt: 1,
} as const;

/** What a plan of that kind does. */
function actionOf(kind: Plan['kind']): Plan['action'] {
  switch (kind) {
    case 'rerun-all':
    case 'rerun-failed':
      return { ...RERUN, mechanism: kind };
    case 'dispatch':
    case 'rebuild':
      return {
        kind: 'dispatch',
        workflow: 'release.yml',
        ref: 'refs/tags/v1.2.3',
        headSha: COMMIT,
        inputs: { tag: 'v1.2.3' },
      };
    case 'roll-forward':
      return {
        kind,
        tag: 'v1.2.3-retry',
        commit: COMMIT,
        workflowPath: '.github/workflows/release.yml',
      };
    case 'rollback':
      return {
        kind,
        base: 'release',
        branch: 'rollback/v1.2.3-1a2b3c4d',
        target: COMMIT,
        title: 'Roll back v1.2.3 to v1.2.2',
        body: 'Because',
      };
    case 'revalidate':
    case 'wait':
    case 'adopt':
    case 'unblock':
    case 'dismiss':
    case 'manual':
      return undefined;
  }
}

/** A plan to rerun all, or of another kind, with those changes and the digest of the whole. */
export function planOf(changes: Partial<Plan> = {}): Plan {
  const { kind = 'rerun-all' } = changes;
  const action = actionOf(kind);
  const plan: Plan = {
    kind,
    digest: '',
    seq: 1,
    plannedAt: AT,
    expiresAt: '2026-02-02T09:00:00.000Z',
    needsApproval: action !== undefined,
    interested: ['2'],
    tagCommit: COMMIT,
    ...(action && { action }),
    ...(kind === 'rebuild' && { reviewedCommit: COMMIT }),
    run: { tag: 'v1.2.3', runId: '9000', attempt: 1 },
    reasons: [{ path: 'all', code: 'chosen', detail: 'the whole run is repeated' }],
    ...changes,
  };
  const { digest: _, ...rest } = JSON.parse(JSON.stringify(plan)) as Plan;
  return { ...rest, digest: planDigest(ID, rest) };
}

type Unstamped = RecoveryEvent extends infer E
  ? E extends RecoveryEvent
    ? Omit<E, 'at' | 'actor'> & Partial<Pick<E, 'at' | 'actor'>>
    : never
  : never;

/** An event a minute later, of the program unless it says so. */
export function eventOf(event: Unstamped): RecoveryEvent {
  return { at: '2026-02-01T09:01:00.000Z', actor: ROBOT, ...event } as RecoveryEvent; // both halves of one type
}

/** What a person decided about a recovery: somebody else than who asked, unless it says so. */
export function decisionOf(
  kind: 'unblock' | 'dismiss',
  { seq, run }: Pick<RecoveryState, 'seq' | 'run'> = stateOf(),
  by: string = PERSON.id,
) {
  const plan = planOf({ kind, seq, run, needsApproval: true });
  const evidence = 'https://github.com/acme/widgets/issues/17#issuecomment-1';
  const approval = { planDigest: plan.digest, by, at: '2026-02-01T09:01:00.000Z', evidence };
  return { actor: { kind: 'human', id: by }, reason: 'x', evidence, plan, approval } as const;
}

/** A run that is over, in which `provenance` failed. */
export function factsOf(changes: Partial<RunFacts> = {}): RunFacts {
  return {
    runId: '9000',
    attempt: 1,
    status: 'completed',
    conclusion: 'failure',
    createdAt: '2026-02-01T08:00:00Z',
    headSha: COMMIT,
    headBranch: 'v1.2.3',
    event: 'push',
    workflowPath: '.github/workflows/release.yml',
    url: 'https://github.com/acme/widgets/actions/runs/9000',
    startedBy: ['2'],
    jobs: [
      { name: 'build', status: 'completed', conclusion: 'success', attempt: 1 },
      { name: 'provenance', status: 'completed', conclusion: 'failure', attempt: 1 },
    ],
    artifacts: [{ id: '7', name: 'dist', isExpired: false, expiresAt: '2026-05-01T00:00:00.000Z' }],
    isWorkflowChanged: false,
    ...changes,
  };
}
