import { type FailureClass, REASON_TEXTS } from './format/reason-texts.ts';

/**
 * The class of a failure reason (spec.md 2.1). A reason that this version does not know is taken for the worst. Pure.
 */
export function classOf(reason: string): FailureClass {
  return Object.hasOwn(REASON_TEXTS, reason)
    ? REASON_TEXTS[reason as keyof typeof REASON_TEXTS].class
    : 'security';
}
