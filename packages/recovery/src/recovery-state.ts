import type { z } from 'zod';
import type * as schema from './schema/index.ts';

/** A recovery: all that is known of it, JSON that survives the process. */
export type RecoveryState = z.infer<typeof schema.RecoveryState>;

/** What moves a recovery. `at` is UTC, of the caller's clock. @see spec.md 2.3 */
export type RecoveryEvent = z.infer<typeof schema.Event>;

/** The type of an event. */
export type EventType = RecoveryEvent['type'];

/** What is to be done; data, with an id of its own: `recovery_id/seq/name`. @see spec.md 2.4 */
export type Effect = z.infer<typeof schema.Effect>;

/** The name of an effect. */
export type EffectName = Effect['name'];

/** What is to be done about a failure, why, and the digest that is approved. */
export type Plan = z.infer<typeof schema.Plan>;

/** Why a way was taken or not. */
export type PlanReason = Plan['reasons'][number];

/** How a run is brought about. @see spec.md 2.2 */
export type Mechanism = z.infer<typeof schema.Mechanism>;

/** What a recovery waits for. */
export type WaitCause = z.infer<typeof schema.WaitCause>;

/** Why people are called. */
export type EscalationCause = z.infer<typeof schema.EscalationCause>;
