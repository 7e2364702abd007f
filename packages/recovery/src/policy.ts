import { DEFAULT_LIMITS, isJsonError, parseJson, schemaProblem } from '@provkit/json';
import type { z } from 'zod';
import type { ApprovalPolicy } from './approval/decide-approval.ts';
import { type Backoff, DEFAULT_BACKOFF } from './backoff.ts';
import { RecoveryError } from './recovery-error.ts';
import type * as schema from './schema/index.ts';
import type { StateName } from './states.ts';
import { validateRecoveryPolicyFile } from './validate.generated.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How recovery is done in a repository. */
export interface RecoveryPolicy {
  /** Whether a rerun needs sign-off (S3.8), by whom, and for how long a plan can be approved. Rebuilds and rollbacks always need it. */
  readonly approval: ApprovalPolicy & {
    readonly required: boolean;
    readonly team: string;
    readonly ttlMs: number;
  };
  readonly backoff: Backoff;
  /** A workflow that releases a tag by `workflow_dispatch`; absent: there is none. */
  readonly dispatch?: {
    readonly workflow: string;
    readonly tagInput: string;
    readonly correlationInput?: string;
  };
  /** Whether a tag with `-retry` may be made where nothing else is left (S3.5). */
  readonly rollForward: boolean;
  /** Jobs that validate and build nothing: that they failed is no reason to build anew. */
  readonly validationJobs: readonly string[];
  /** Where a fix of the workflow would be. */
  readonly defaultBranch: string;
  /** What is brought back by a rollback (S4.4). */
  readonly releaseBranch: string;
  /** Runs in all before a person is asked: the first of them that fails blocks, the others are for runs that were lost. */
  readonly maximumBuilds: number;
  /** GitHub's own limits of reruns: age of the run in ms, attempts. */
  readonly maxAgeMs: number;
  readonly maxAttempts: number;
  /** ms that a state may last. */
  readonly deadlineMs: Readonly<Partial<Record<StateName, number>>>;
}

/** The policy of who states none. */
export const DEFAULT_RECOVERY_POLICY = {
  approval: { required: true, team: 'ops-gov', ttlMs: DAY_MS },
  backoff: DEFAULT_BACKOFF,
  rollForward: false,
  validationJobs: ['provenance-validate', 'notify-on-failure'],
  defaultBranch: 'main',
  releaseBranch: 'release',
  maximumBuilds: 3,
  // https://docs.github.com/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs
  maxAgeMs: 30 * DAY_MS,
  maxAttempts: 50,
  deadlineMs: {
    requesting: HOUR_MS,
    // the longest that a job may take is 6 h on a hosted runner
    rerunning: DAY_MS,
    verifying: DAY_MS,
    'rolling-back': HOUR_MS,
    'rollback-verifying': 7 * DAY_MS,
  },
} as const satisfies RecoveryPolicy;

type PolicyFile = z.infer<typeof schema.RecoveryPolicyFile>;

/**
 * Reads a recovery policy; what it does not state is as in `DEFAULT_RECOVERY_POLICY`. Pure.
 * @param source what errors call it, usually the file's path.
 * @throws RecoveryError POLICY_INVALID, in one line: JSON pointer, what was found
 */
export function parseRecoveryPolicy(content: string | Uint8Array, source: string): RecoveryPolicy {
  const file = readPolicy(content, source);
  const { approval, backoff, dispatch, version: _, ...rest } = file;
  const { ttlHours, ...approvalRest } = approval ?? {};
  const base: RecoveryPolicy = DEFAULT_RECOVERY_POLICY;
  return {
    ...base,
    ...rest,
    approval: {
      ...base.approval,
      ...approvalRest,
      ...(ttlHours !== undefined && { ttlMs: ttlHours * HOUR_MS }),
    },
    backoff: { ...base.backoff, ...defined(backoff ?? {}) },
    ...(dispatch && { dispatch: { tagInput: 'tag', ...dispatch } }),
  };
}

function readPolicy(content: string | Uint8Array, source: string): PolicyFile {
  let value: unknown;
  try {
    value = parseJson(content, { ...DEFAULT_LIMITS, maxBytes: 1_000_000 });
  } catch (error) {
    if (!isJsonError(error)) throw error;
    throw new RecoveryError('POLICY_INVALID', `${source}: ${error.message}`, { cause: error });
  }
  if (validateRecoveryPolicyFile(value)) return value as PolicyFile; // the validator has just said so
  const { pointer, message } = schemaProblem(validateRecoveryPolicyFile.errors, value);
  throw new RecoveryError('POLICY_INVALID', `${source}: ${pointer || '/'}: ${message}`);
}

/** A partial of zod may hold `undefined`, and JSON does not. */
function defined<T extends object>(
  value: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return value as { readonly [K in keyof T]?: Exclude<T[K], undefined> }; // parsed from JSON
}
