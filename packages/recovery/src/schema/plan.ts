import { z } from 'zod';
import { HashId, Mechanism, NumericId, Ordinal, Run, Sha, Text, Time } from './vocabulary.ts';

/** What is done on GitHub; the shapes of `GithubEffect`. */
export const Action = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rerun'),
    mechanism: z.enum(['rerun-all', 'rerun-failed']),
    runId: NumericId,
    attempt: Ordinal,
  }),
  z.strictObject({
    kind: z.literal('dispatch'),
    workflow: Text,
    ref: Text,
    headSha: Sha,
    inputs: z.record(z.string(), z.string()),
    correlation: z.exactOptional(z.strictObject({ input: Text, value: Text })),
  }),
  z.strictObject({
    kind: z.literal('roll-forward'),
    tag: Text,
    commit: Sha,
    workflowPath: Text,
  }),
  z.strictObject({
    kind: z.literal('rollback'),
    base: Text,
    branch: Text,
    target: Sha,
    title: Text,
    body: Text,
  }),
  z.strictObject({
    kind: z.literal('merge-gate'),
    sha: Sha,
    state: z.enum(['pending', 'success', 'failure']),
    description: Text,
    targetUrl: z.exactOptional(Text),
  }),
]);

/** Why a way was taken or not. */
const PlanReason = z.strictObject({
  /** The way that it speaks of; `all` of every one. */
  path: z.enum([...Mechanism.options, 'all']),
  code: z.enum([
    'too_old',
    'limit',
    'running',
    'reran_meanwhile',
    'not_finished',
    'artifact_expired',
    'nothing_failed',
    'whole_run_needed',
    'excluded',
    'security',
    'release_defect',
    'revalidate_first',
    'workflow_fix_needed',
    'workflow_changed',
    'not_configured',
    'tag_moved',
    'tag_missing',
    'reviewed_commit',
    'chosen',
  ]),
  detail: Text,
});

/** What is to be done about a failure, and why. */
export const Plan = z.strictObject({
  kind: z.enum([
    'revalidate',
    'wait',
    'adopt',
    ...Mechanism.options,
    'rebuild',
    'rollback',
    'unblock',
    'dismiss',
    'manual',
  ]),
  digest: HashId,
  /** The state that it was made for, by its number: what happens afterwards makes it void. */
  seq: Ordinal,
  plannedAt: Time,
  expiresAt: Time,
  needsApproval: z.boolean(),
  /** Ids of those who may not approve it. */
  interested: z.array(Text).max(64),
  tagCommit: z.exactOptional(Sha),
  reviewedCommit: z.exactOptional(Sha),
  action: z.exactOptional(Action),
  /** The run that it is about; of `adopt` and `revalidate`: the attempt that is there now. */
  run: Run,
  reasons: z.array(PlanReason).max(32),
});

export const Approval = z.strictObject({
  planDigest: HashId,
  by: Text,
  at: Time,
  /** Where it can be looked up. */
  evidence: Text,
});

export const Target = z.strictObject({
  runId: NumericId,
  /** The commit of the good release. */
  commit: Sha,
  tag: Text,
});
