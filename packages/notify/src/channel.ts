import type { Alert } from './alert.ts';
import type { Digest } from './format/digest.ts';
import type { FormatContext } from './format/format-context.ts';
import type { Resolution } from './format/resolution.ts';
import type { AttemptOutcome, IssueClosed, IssueOpened, IssueUpdated, Rung } from './record.ts';

/** What is to be said, at whatever rung. */
export type Message =
  | { readonly purpose: 'alert'; readonly alert: Alert }
  | { readonly purpose: 'resolve'; readonly alert: Alert; readonly resolution: Resolution }
  | { readonly purpose: 'digest'; readonly digest: Digest };

/** One try at saying it. */
export interface Delivery {
  readonly message: Message;
  /** The same for every try and every process that says the same: who takes it must not show it twice. */
  readonly idempotencyKey: string;
  /** From 1. */
  readonly try: number;
  /** What texts need. */
  readonly context: FormatContext;
  /** Number of the Issue that the manifest or the log has, which still has to prove that it is ours. */
  readonly issueNumber?: number;
  readonly signal: AbortSignal;
}

type IssueWord =
  | Pick<IssueOpened, 'type' | 'issue_number'>
  | Pick<IssueUpdated, 'type' | 'issue_number' | 'version' | 'by' | 'reason'>
  | Pick<IssueClosed, 'type' | 'issue_number' | 'version' | 'by' | 'reason'>;

/** How a try ended. */
export interface Outcome {
  readonly outcome: AttemptOutcome;
  /** HTTP status; null where there was no answer or the rung has none. */
  readonly status: number | null;
  /** For people: what was said, or why not. Redacted by whoever shows it. */
  readonly detail: string;
  /** Milliseconds until the server wants to be asked again. */
  readonly retryAfterMs?: number;
  /** What became of an Issue, in order. */
  readonly issue?: readonly IssueWord[];
  /** Where it can be seen. */
  readonly url?: string;
}

/**
 * Port to one way of telling people. Neither function throws: what fails is an outcome. Neither repeats a request by itself,
 * since when to try again is the plan's to say.
 */
export interface Channel {
  readonly rung: Rung;
  /** Says it. */
  deliver(delivery: Delivery): Promise<Outcome>;
  /**
   * Whether an earlier try arrived, found out without a second message: by asking, or by saying it again to who takes the
   * idempotency key to heart. Absent where nobody can be asked.
   */
  look?(delivery: Delivery): Promise<Outcome>;
}
