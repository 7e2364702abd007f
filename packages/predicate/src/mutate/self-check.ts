import { createVerifier, type VerifyInput } from '../create-verifier.ts';
import type { Policy } from '../policy/policy.ts';
import type { AttestationReport } from '../report.ts';
import type { Trust } from '../trust/trust.ts';
import { type Control, control } from './control.ts';
import { EXPECTATION_MUTATIONS } from './expectation-mutations.ts';

/** What came of the negative controls. Plain JSON. */
export interface SelfCheck {
  /** Whether every control was caught; a verifier for which this is false proves nothing. */
  readonly holds: boolean;
  readonly controls: readonly Control[];
}

/** A question that was answered with `pass`. */
export interface SelfCheckInput {
  readonly trust: Trust;
  readonly policy: Policy;
  readonly input: VerifyInput;
}

/**
 * Asks the verifier the same question with one expectation changed at a time, and demands that the check that compares
 * it fails (T6). Uses the evidence as it is: it is genuine, and must be refused for the expectation's sake alone. Pure.
 * @param input of a question whose verdict was `pass`; of any other nothing can be learned.
 * @throws PredicateError as `createVerifier` and `verify` do
 */
export function selfCheck({ trust, policy, input }: SelfCheckInput): SelfCheck {
  const { artifacts, release = {} } = input;
  const genuine = createVerifier({ trust, policy }).verify(input).attestations.filter(isPassing);
  const controls = EXPECTATION_MUTATIONS.map(({ name, checks, change }): Control => {
    const changed = change({ policy, artifacts, release });
    if (!changed) return { name, checks, outcome: 'not_asked' };
    const { policy: otherPolicy, ...question } = changed;
    const report = createVerifier({ trust, policy: otherPolicy }).verify({ ...input, ...question });
    if (report.verdict === 'pass') {
      return { name, checks, outcome: 'survived', detail: 'the verdict is still pass' };
    }
    const outcomes = report.attestations
      .filter((one) => genuine.some((other) => isSame(one, other)))
      .map((one) => control(name, checks, one.checks));
    const survivor = outcomes.find(({ outcome }) => outcome === 'survived');
    return survivor ?? outcomes[0] ?? control(name, checks, []);
  });
  return { holds: controls.every(({ outcome }) => outcome !== 'survived'), controls };
}

/** Evidence that nobody accepted fails in many ways, and shows nothing of the comparison that is meant. */
function isPassing({ verdict }: AttestationReport): boolean {
  return verdict === 'pass';
}

function isSame(one: AttestationReport, other: AttestationReport): boolean {
  return one.name === other.name && one.policy === other.policy;
}
