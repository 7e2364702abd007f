import { appendOnly } from './append-only.ts';
import { failureReason } from './failure-reason.ts';
import { humanTransition } from './human-transition.ts';
import { immutableFields } from './immutable-fields.ts';
import { notification } from './notification.ts';
import { override } from './override.ts';
import { pathDate } from './path-date.ts';
import { references } from './references.ts';
import { requeue } from './requeue.ts';
import { rerunInProgress } from './rerun-in-progress.ts';
import { rollback } from './rollback.ts';
import type { Rule } from './rule.ts';
import { runAttempt } from './run-attempt.ts';
import { schemaReference } from './schema-reference.ts';
import { statusTransition } from './status-transition.ts';
import { timestamps } from './timestamps.ts';
import { uniqueKeys } from './unique-keys.ts';
import { valid } from './valid.ts';

/** Every rule, in the order in which findings are reported: the document, its history, each entry. */
export const RULES: readonly Rule[] = [
  valid,
  schemaReference,
  pathDate,
  uniqueKeys,
  appendOnly,
  immutableFields,
  runAttempt,
  statusTransition,
  humanTransition,
  failureReason,
  notification,
  requeue,
  rerunInProgress,
  rollback,
  override,
  references,
  timestamps,
];
