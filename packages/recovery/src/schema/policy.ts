import { z } from 'zod';
import { Ordinal, Reason, Text } from './vocabulary.ts';

/** ms in 30 days: who waits longer has forgotten it, and dates do not overflow. */
const Interval = z.int().min(1).max(2_592_000_000);

const BackoffShape = z.strictObject({
  /** ms. */
  initialInterval: Interval,
  backoffCoefficient: z.number().min(1).max(10),
  /** ms. */
  maximumInterval: Interval,
  maximumAttempts: Ordinal,
  nonRetryable: z.array(Reason),
});

/** How recovery is done in a repository. */
export const RecoveryPolicyFile = z.strictObject({
  version: z.literal(1),
  approval: z.exactOptional(
    z.strictObject({
      required: z.exactOptional(z.boolean()),
      team: z.exactOptional(Text),
      environment: z.exactOptional(Text),
      kinds: z.exactOptional(z.array(z.enum(['environment', 'review', 'comment']))),
      /** How long a plan can be approved, in hours. */
      ttlHours: z.exactOptional(z.int().min(1).max(720)),
    }),
  ),
  backoff: z.exactOptional(BackoffShape.partial()),
  /** A workflow with `workflow_dispatch` that releases a tag. */
  dispatch: z.exactOptional(
    z.strictObject({
      workflow: Text,
      /** Input that takes the tag. */
      tagInput: z.exactOptional(Text),
      /** Input that `run-name` shows. */
      correlationInput: z.exactOptional(Text),
    }),
  ),
  /** Whether a tag with `-retry` may be made where nothing else is left (S3.5). */
  rollForward: z.exactOptional(z.boolean()),
  /** Jobs that validate and build nothing. */
  validationJobs: z.exactOptional(z.array(Text).max(32)),
  defaultBranch: z.exactOptional(Text),
  releaseBranch: z.exactOptional(Text),
  maximumBuilds: z.exactOptional(z.int().min(1).max(10)),
});
