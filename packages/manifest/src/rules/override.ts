import { isEqual } from '../is-equal.ts';
import type { Entry } from '../schema.ts';
import { eachChange, eachEntry, type FieldProblem, type Rule } from './rule.ts';

/** The one predicate type that may pass by an override. @see spec 1.4 */
const OVERRIDABLE = 'https://slsa.dev/provenance/v0.2';
/** The longest that an override may hold. @see spec 1.4 */
const MOST_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** How far clocks may be apart. @see spec 1.4 */
const SKEW_MS = 300_000;

export const override: Rule = {
  id: 'override',
  severity: 'error',
  summary:
    'An override is for SLSA provenance v0.2 alone, approved, in force, flagged, and approved anew when it changes.',
  source: 'S1.2a, spec 1.4, T4',
  fix: 'Have the override approved for this release, with evidence, for at most 30 days, and set governance_flag to override; or publish provenance v1.',
  *check(subject) {
    yield* each(subject);
    yield* changes(subject);
  },
};

const each = eachEntry((entry, { nowMs }) => [
  ...withoutOverride(entry),
  ...wrongOverride(entry),
  ...notInForce(entry, nowMs),
]);

function* withoutOverride(entry: Entry): Iterable<FieldProblem> {
  if (entry.override) return;
  if (entry.governance_flag === 'override') {
    yield {
      field: 'governance_flag',
      message: 'governance_flag is override, and there is no override',
    };
  }
  if (entry.predicate_type === OVERRIDABLE && entry.status === 'success') {
    yield { field: 'predicate_type', message: 'provenance v0.2 was accepted without an override' };
  }
}

function* wrongOverride({ override: given, governance_flag }: Entry): Iterable<FieldProblem> {
  if (!given) return;
  if (given.predicate_type !== OVERRIDABLE) {
    yield {
      field: 'override',
      message: `the override is for ${given.predicate_type}, and only ${OVERRIDABLE} can have one`,
    };
  }
  const days = (Date.parse(given.expires_at) - Date.parse(given.approved_at)) / DAY_MS;
  if (days <= 0) {
    yield {
      field: 'override',
      message: `the override expires at ${given.expires_at}, not after its approval at ${given.approved_at}`,
    };
  }
  if (days > MOST_DAYS) {
    yield {
      field: 'override',
      message: `the override holds for ${Math.ceil(days)} days, more than ${MOST_DAYS}`,
    };
  }
  if (governance_flag === undefined) {
    yield {
      field: 'governance_flag',
      message: 'there is an override, and governance_flag does not say so',
    };
  }
}

/** An accepted release is judged by when it was accepted, one that still waits by now. */
function* notInForce(
  { override: given, status, verified_at }: Entry,
  nowMs?: number,
): Iterable<FieldProblem> {
  const isAccepted = status === 'success' || status === 'rollback';
  const atMs = isAccepted
    ? Date.parse(verified_at ?? '')
    : status === 'pending'
      ? nowMs
      : undefined;
  if (!given || atMs === undefined || Number.isNaN(atMs)) return;
  const at = new Date(atMs).toISOString();
  if (atMs + (isAccepted ? 0 : SKEW_MS) < Date.parse(given.approved_at)) {
    yield {
      field: 'override',
      message: `the override was approved at ${given.approved_at}, and was needed at ${at}`,
    };
  }
  if (atMs >= Date.parse(given.expires_at)) {
    yield {
      field: 'override',
      message: `the override expired at ${given.expires_at}, and was needed at ${at}`,
    };
  }
}

/** An approval is of exactly one override; one that changes under the same evidence was not approved. */
const changes = eachChange(function* (before, { override: given }): Iterable<FieldProblem> {
  if (!before.override || !given || isEqual(before.override, given)) return;
  if (before.override.evidence !== given.evidence) return;
  yield {
    field: 'override',
    message: 'the override changed, and the evidence is still that of the earlier one',
  };
});
