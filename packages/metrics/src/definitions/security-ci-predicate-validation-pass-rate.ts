import type { Labels } from '../figure.ts';
import type { Outcome } from '../history/validations.ts';
import { createRatioTally } from '../measure/ratio.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { createWindow } from '../period.ts';

/** Share of releases whose provenance was right at once (S1.8). */
export const predicateValidationPassRate: MetricDefinition<'ratio'> = {
  name: 'security_ci.predicate_validation_pass_rate',
  title: 'Provenance right at first sight',
  kind: 'ratio',
  unit: '1',
  definition:
    'Subjects (repository, tag, run, attempt) with a conclusive verdict for each artifact seen. Of these, those whose **first** conclusive verdict is pass for each artifact. Only validations triggered by release, rerun or rollback. A failed try to get the artifact that names no digest is an artifact of its own only where its verdict is conclusive.',
  anchor: 'first conclusive `validation.completed` of the subject',
  labels: {
    predicate_type: 'of the anchor: `slsa-v1`, `slsa-v0.2`, `slsa-v0.1`, `other`, `none`',
    trust_profile: 'of the anchor: `public-good`, `github`, `custom`, `none`',
  },
  companions: {
    inconclusive: 'subjects with inconclusive verdicts only, by their first verdict',
    incomplete: 'subjects some of whose artifacts have no conclusive verdict, by their anchor',
  },
  fold(history, period) {
    const tally = createRatioTally();
    const isWithin = createWindow(period);
    let inconclusive = 0;
    let incomplete = 0;
    for (const { first, anchor, isComplete, isPass } of history.subjects()) {
      if (!anchor) {
        if (first && isWithin(first.time)) inconclusive += 1;
      } else if (isWithin(anchor.time)) {
        if (isComplete) tally.add(labelsOf(anchor.outcome), isPass);
        else incomplete += 1;
      }
    }
    return tally.measured({ inconclusive, incomplete });
  },
};

/** Predicate types as words: URIs are an open vocabulary. */
const PREDICATE_TYPES: Readonly<Record<string, string>> = {
  'https://slsa.dev/provenance/v1': 'slsa-v1',
  'https://slsa.dev/provenance/v0.2': 'slsa-v0.2',
  'https://slsa.dev/provenance/v0.1': 'slsa-v0.1',
};

function labelsOf({ predicate_type: type, trust_profile }: Outcome): Labels {
  const known = type !== null && Object.hasOwn(PREDICATE_TYPES, type) && PREDICATE_TYPES[type];
  return {
    predicate_type: type === null ? 'none' : known || 'other',
    trust_profile: trust_profile ?? 'none',
  };
}
