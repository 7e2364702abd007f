import type { SourceProblem } from '../../evidence/source.ts';
import type { WorkflowRun } from '../../github/schema.ts';
import { validateWorkflowRun } from '../../github/validate.generated.ts';
import { settle } from '../source-failure.ts';
import type { Github } from './create-github.ts';

/** An attempt of a run, by its numbers. */
export interface RunAttempt {
  /** Decimal. */
  readonly id: string;
  readonly attempt: number;
}

/** When it ended (ms since 1970, UTC), or that it goes on or is not of this repository; or why that cannot be said. */
export type RunEnd =
  | { readonly completedAt?: number; readonly isUnknown?: boolean }
  | { readonly problem: SourceProblem };

/** When an attempt of a run ended. Repeating it is harmless. @throws HttpError ABORTED */
export async function readRunEnd(
  github: Github,
  { id, attempt }: RunAttempt,
  signal?: AbortSignal,
): Promise<RunEnd> {
  const path = `/actions/runs/${id}/attempts/${attempt}`;
  const asked = await settle(() =>
    github.ask<WorkflowRun>(path, validateWorkflowRun, { accept: [404, 410], signal }),
  );
  if ('problem' in asked) return asked;
  const { value: run } = asked.value;
  return run ? completionOf(run) : { isUnknown: true };
}

/** When a run ended; nothing while it goes on. Pure. */
export function completionOf({ status, updated_at: at }: WorkflowRun): {
  readonly completedAt?: number;
} {
  const completedAt = status === 'completed' ? Date.parse(at) : Number.NaN;
  return Number.isNaN(completedAt) ? {} : { completedAt };
}
