import { z } from 'zod';
import {
  FailureClass,
  FailureReason,
  HashId,
  Mechanism,
  NumericId,
  Ordinal,
  RecoveryEvent,
  RecoveryState,
  Text,
} from './vocabulary.ts';

/** An effect's id: `recovery_id/seq/name`. */
const EffectId = Text;

export const recoveryOpened = {
  recovery_id: HashId,
  failure_reason: FailureReason,
  class: FailureClass,
  validation_id: HashId,
};

/** `recovery_seq` is the machine's own counter; `seq` is the producer's. */
export const recoveryTransitioned = {
  recovery_id: HashId,
  recovery_seq: Ordinal,
  from: RecoveryState,
  event: RecoveryEvent,
  to: RecoveryState,
  effects: z.array(EffectId).max(16).describe('In the order to run them; may be empty.'),
};

export const recoveryClosed = {
  recovery_id: HashId,
  outcome: z.enum(['recovered', 'rolled-back', 'superseded', 'dismissed']),
};

export const recoveryBlocked = {
  recovery_id: HashId,
  recovery_seq: Ordinal,
  cause: z.enum([
    'security',
    'second_failure',
    'verdict_changed',
    'approval_denied',
    'budget_exhausted',
    'rollback_failed',
    'rollback_not_merged',
  ]),
};

export const rerunStarted = {
  rerun_id: EffectId,
  recovery_id: HashId,
  mechanism: Mechanism,
  initiation: z.enum(['automated', 'manual']),
  approval_id: Text.nullable(),
  new_run_id: NumericId,
  new_run_attempt: Ordinal,
};

export const rerunRefused = {
  rerun_id: EffectId,
  cause: z.enum(['too_old', 'limit', 'running', 'forbidden', 'not_found', 'conflict']),
};

export const rerunFinished = {
  rerun_id: EffectId,
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'lost']),
  validation_id: HashId.nullable().describe('Null when the run was lost.'),
};

export const rollbackDecided = {
  rollback_id: Text,
  recovery_id: HashId,
  target_run_id: NumericId,
  approval_id: Text,
};

/** The envelope's `run_id` is the rollback run. */
export const rollbackCompleted = {
  rollback_id: Text,
  validation_id: HashId,
};
