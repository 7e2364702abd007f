import { z } from 'zod';
import {
  Commit,
  Count,
  DurationMs,
  HashId,
  HttpStatus,
  Ordinal,
  Text,
  Timestamp,
} from './vocabulary.ts';

/** A lock was taken, or not, after waiting for it (S5.3). */
export const lockWaited = {
  lock: z.enum(['manifest', 'notify', 'recover', 'validate']),
  backend: z.enum(['file', 'github', 'postgres', 'actions-queue']),
  wait_ms: DurationMs,
  outcome: z.enum(['acquired', 'timed_out']),
  holder: Text.nullable().describe('Who held it, as far as it said.'),
};

export const kpiIngestAttempted = {
  event_id: HashId,
  try: Ordinal,
  outcome: z.enum(['accepted', 'duplicate', 'rejected', 'unreachable']),
  status: HttpStatus.nullable(),
};

/** A commit changed a manifest; the counts are of entries. */
export const manifestChanged = {
  commit: Commit,
  base: Commit.nullable().describe('Null for the commit that brought the file.'),
  added: Count,
  modified: Count,
  removed: Count,
  path: Text,
};

export const reviewRequested = {
  review_id: Text,
  subject: z.enum(['manifest', 'rerun', 'rollback', 'override', 'policy']),
  version: Text.describe('What exactly is to be approved: a commit, or the digest of a plan.'),
  pull_request: Ordinal.nullable(),
};

export const reviewDecided = {
  review_id: Text,
  decision: z.enum(['approved', 'changes_requested', 'denied']),
  by: Text,
  in_team: z.boolean().describe('Whether that person is in the approving team.'),
};

/** `token` is the name of the secret; its value is nowhere. */
export const tokenObserved = {
  token: z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/),
  rotated_at: Timestamp.nullable(),
  expires_at: Timestamp.nullable(),
  source: z.enum(['secret-updated-at', 'token-expiry-header', 'declared']),
};
