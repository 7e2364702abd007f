/** Why GitHub, or what was found there, does not allow an effect. */
export type RefusalCause = 'too_old' | 'limit' | 'running' | 'forbidden' | 'not_found' | 'conflict';

/**
 * What acting, or looking whether one had acted, comes to.
 * - confirmed: it is done, by us or, where that is the same, by somebody else
 * - refused: it is not done and will not be, for a reason
 * - absent: it is not done, and nothing is under way: acting is safe
 * - unknown: it may be done; look again, and do not act
 */
export type ActOutcome<T> =
  | { readonly outcome: 'confirmed'; readonly value: T }
  | { readonly outcome: 'refused'; readonly cause: RefusalCause; readonly message: string }
  | {
      readonly outcome: 'absent' | 'unknown';
      readonly message: string;
      readonly retryAfterMs?: number;
    };
