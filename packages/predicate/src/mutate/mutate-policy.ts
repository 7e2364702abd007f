import type { CheckId } from '../checks/catalog.ts';
import type { Policy } from '../policy/policy.ts';
import { PredicateError } from '../predicate-error.ts';
import { CLAIM_MUTATIONS } from './claim-mutations.ts';
import { type Control, control } from './control.ts';
import { EXPECTATION_MUTATIONS } from './expectation-mutations.ts';
import { judgeWorld } from './judge-world.ts';
import { MODEL_ARTIFACT, MODEL_RELEASE, modelWorld } from './model-world.ts';
import type { Question } from './question.ts';
import type { World } from './world.ts';

/** Another build, and whether the policy would take it for the release. Plain JSON. */
export interface Mutant {
  /** What is different, for people. */
  readonly name: string;
  /** The checks of which one has to refuse it. */
  readonly checks: readonly CheckId[];
  /** `refused` by a check that is meant; `survived`: the policy would accept it; `none`: the release has no such thing. */
  readonly outcome: 'refused' | 'survived' | 'none';
  /** On `survived`: what to state so that it is refused. */
  readonly fix?: string;
}

/** How good a policy is at telling the release from others. Plain JSON. */
export interface MutationReport {
  /** Whether each changed expectation was noticed: a statement about the verifier, not about the policy. */
  readonly holds: boolean;
  readonly controls: readonly Control[];
  readonly mutants: readonly Mutant[];
  /** Refused mutants over all that there were, 0 to 1. */
  readonly score: number;
}

/** A real release to start from; a model of one where it is absent. */
export interface MutationInput {
  readonly policy: Policy;
  readonly release?: World & Omit<Question, 'policy'>;
}

/**
 * Changes the expectations one by one, and demands that the check that is meant fails (T6); then changes the claims of
 * the release one by one, as somebody else's genuine build would have them, and names those that the policy would still
 * accept. Nothing is signed: what a policy says of a signed copy is what it says here (tested against signed copies).
 * Pure.
 * @throws PredicateError POLICY_INVALID: the policy refuses the release to start from, or no model of one fits it
 */
export function mutatePolicy({ policy, release }: MutationInput): MutationReport {
  const world = release ?? modelWorld(policy.expectations[0]);
  const { artifacts, release: asked } = release ?? {
    artifacts: [MODEL_ARTIFACT],
    release: MODEL_RELEASE,
  };
  const question: Question = { policy, artifacts, release: asked };
  assertAccepted(world, question);
  const controls = EXPECTATION_MUTATIONS.map(({ name, checks, change }): Control => {
    const changed = change(question);
    if (!changed) return { name, checks, outcome: 'not_asked' };
    return control(name, checks, judgeWorld(world, changed).results);
  });
  const mutants = CLAIM_MUTATIONS.map(({ name, checks, fix, change }): Mutant => {
    const changed = change(world);
    if (!changed) return { name, checks, outcome: 'none' };
    const isRefused = !judgeWorld(changed, question).isAccepted;
    return isRefused
      ? { name, checks, outcome: 'refused' }
      : { name, checks, outcome: 'survived', fix };
  });
  const tried = mutants.filter(({ outcome }) => outcome !== 'none');
  const refused = tried.filter(({ outcome }) => outcome === 'refused');
  return {
    holds: controls.every(({ outcome }) => outcome !== 'survived'),
    controls,
    mutants,
    score: tried.length === 0 ? 0 : refused.length / tried.length,
  };
}

function assertAccepted(world: World, question: Question): void {
  const { isAccepted, results } = judgeWorld(world, question);
  if (isAccepted) return;
  const failed = results.find(({ status }) => status === 'fail' || status === 'inconclusive');
  throw new PredicateError(
    'POLICY_INVALID',
    `the policy refuses the release to start from (${failed?.id}: ${failed?.message}), so nothing can be learned from changes: start from a release that it accepts.`,
  );
}
