import type { Artifact } from '../artifact.ts';
import type { Verifier, VerifyInput } from '../create-verifier.ts';
import type { Report } from '../report.ts';
import type { EvidenceOutcome, EvidenceSource } from './source.ts';

/** A question to a verifier about one artifact, whose evidence is still to be found. */
export interface Search extends Omit<VerifyInput, 'artifacts' | 'sources' | 'bundles'> {
  readonly artifact: Artifact;
  readonly signal?: AbortSignal;
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
): Promise<Report> {
  const verify = (outcomes: readonly EvidenceOutcome[]) =>
    verifier.verify({ ...question, artifacts: [artifact], bundles: [], sources: outcomes });
  const outcomes: EvidenceOutcome[] = [];
  let report = verify(outcomes);
  for (const source of sources) {
    outcomes.push(await source.find(artifact, signal && { signal }));
    report = verify(outcomes);
    if (report.verdict === 'pass') return report;
  }
  return report;
}
