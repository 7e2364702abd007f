import type { FailureReason } from '@provkit/manifest';
import {
  CATALOG,
  CHECK_GUIDES,
  CHECK_IDS,
  type CheckId,
  CLASS_GUIDES,
  type FailureClass,
} from '@provkit/predicate/guide';
import { REASONS } from './map/reasons.ts';

/** A failure reason with all that is known of it. Plain JSON. */
export interface ReasonExplanation {
  readonly kind: 'reason';
  readonly name: FailureReason;
  readonly class: FailureClass;
  readonly meaning: string;
  /** The checks that give it, in their order. */
  readonly checks: readonly {
    readonly name: CheckId;
    readonly spec: string;
    readonly title: string;
  }[];
  readonly causes: readonly string[];
  readonly fix: readonly string[];
  readonly rerun: string;
}

/** A check with all that is known of it. Plain JSON. */
export interface CheckExplanation {
  readonly kind: 'check';
  readonly name: CheckId;
  readonly spec: string;
  readonly title: string;
  readonly why: string;
  /** The reason that its failure gives, unless it names a more exact one. */
  readonly reason: FailureReason;
  /** What to do when it fails and says nothing more exact. */
  readonly hint: string;
}

const REASON_NAMES = Object.keys(REASONS) as readonly FailureReason[]; // Object.keys widens to string

/** Every name that can be explained: the reasons by class, then the checks in their order. Pure. */
export function explainable(): readonly string[] {
  return [...REASON_NAMES, ...CHECK_IDS];
}

/** The explanation of a failure reason or a check, or `undefined` for another name. Pure. */
export function explanation(name: string): ReasonExplanation | CheckExplanation | undefined {
  const reason = REASON_NAMES.find((known) => known === name);
  if (reason) return explainReason(reason);
  const check = CHECK_IDS.find((known) => known === name);
  return check && explainCheck(check);
}

function explainReason(name: FailureReason): ReasonExplanation {
  const { class: kind, meaning, checks, causes, fix } = REASONS[name];
  return {
    kind: 'reason',
    name,
    class: kind,
    meaning,
    checks: CHECK_IDS.filter((id) => checks.some((giver) => giver === id)).map((id) => ({
      name: id,
      spec: CATALOG[id].spec,
      title: CATALOG[id].title,
    })),
    causes,
    fix,
    rerun: CLASS_GUIDES[kind].rerun,
  };
}

function explainCheck(name: CheckId): CheckExplanation {
  const { spec, title, reason, hint } = CATALOG[name];
  return { kind: 'check', name, spec, title, why: CHECK_GUIDES[name].why, reason, hint };
}
