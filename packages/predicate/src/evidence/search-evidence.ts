import type { Artifact } from '../artifact.ts';
import type { Verifier, VerifyInput } from '../create-verifier.ts';
import type { Report } from '../report.ts';
import { type EvidenceOutcome, type EvidenceSource, summarize } from './source.ts';

/** A question to a verifier about one artifact, whose evidence is still to be found. */
export interface Search extends Omit<VerifyInput, 'artifacts' | 'sources' | 'bundles'> {
  readonly artifact: Artifact;
  readonly signal?: AbortSignal;
}

/** What became of a search. */
export interface Searched {
  readonly report: Report;
  /** The question that the report answers, with the evidence that was found. */
  readonly input: VerifyInput;
}

/**
 * Asks the sources one after the other, until what they have found together passes (S1.3): a fallback is asked when the
 * sources before it have nothing, fail or cannot say.
 * @param sources in the order in which they are to be asked.
 * @throws PredicateError as the verifier; the signal's reason
 */
export async function searchEvidence(
  verifier: Verifier,
  { artifact, signal, ...question }: Search,
  sources: readonly EvidenceSource[],
): Promise<Searched> {
  const ask = (outcomes: readonly EvidenceOutcome[]): Searched => {
    const bundles = outcomes.flatMap((outcome) => outcome.bundles);
    const summaries = outcomes.map(summarize);
    const input = { ...question, artifacts: [artifact], bundles, sources: summaries };
    return { input, report: verifier.verify(input) };
  };
  const outcomes: EvidenceOutcome[] = [];
  let searched = ask(outcomes);
  for (const source of sources) {
    outcomes.push(await source.find(artifact, signal && { signal }));
    searched = ask(outcomes);
    if (searched.report.verdict === 'pass') return searched;
  }
  return searched;
}
