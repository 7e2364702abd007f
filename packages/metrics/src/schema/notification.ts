import { z } from 'zod';
import { DurationMs, HashId, HttpStatus, Ordinal, Text } from './vocabulary.ts';

/** One try at one rung of the ladder (S2). */
export const notificationAttempted = {
  alert_id: HashId,
  rung: z.enum(['edge', 'webhook', 'issue', 'summary', 'step-summary', 'spool']),
  purpose: z.enum(['alert', 'digest', 'resolve']),
  try: Ordinal,
  outcome: z.enum(['delivered', 'not_delivered', 'unknown']),
  status: HttpStatus.nullable(),
  duration_ms: DurationMs,
};

const issueNumber = Ordinal.describe('Number within the repository.');

export const issueOpened = {
  issue_number: issueNumber,
  alert_id: HashId.nullable(),
  recovery_id: HashId.nullable(),
  cause: z.enum(['fallback', 'policy']).describe('Slack failed, or the policy wants one anyway.'),
};

export const issueUpdated = {
  issue_number: issueNumber,
  version: Text.describe('What tells this update from others, for example its updated_at.'),
  by: Text,
  reason: z.enum(['failed_again', 'resolved', 'reopened', 'edited']),
};

export const issueClosed = {
  issue_number: issueNumber,
  version: Text.describe('As in issue.updated: an Issue can be closed more than once.'),
  by: Text,
  reason: z.enum(['completed', 'not_planned', 'duplicate']).describe('GitHub’s state_reason.'),
};

export const alertAcknowledged = {
  alert_id: HashId,
  channel: z.enum(['slack', 'issue']),
  by: Text.describe('A person; never a bot.'),
};
