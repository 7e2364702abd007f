import { earlier } from '../event-order.ts';
import type { FactOf } from './fact.ts';
import type { Subject } from './subjects.ts';

type Validation = FactOf<'validation.completed'>;

/** How a subject did at first sight. */
export interface Judgement {
  /** The first validation that counts; absent where none does. */
  readonly first: Validation | undefined;
  /** The first conclusive one; absent where all are inconclusive. */
  readonly anchor: Validation | undefined;
  /** Whether each artifact seen has a conclusive verdict. */
  readonly isComplete: boolean;
  /** Whether each artifact's first conclusive verdict is pass. */
  readonly isPass: boolean;
}

/** A pull request is no release yet; a sweep or revalidation looks at what was judged before. */
const TRIGGERS: ReadonlySet<string> = new Set(['release', 'rerun', 'rollback']);

/**
 * Judges a subject by the first conclusive verdict of each of its artifacts. A validation that could not get the artifact
 * names no digest: it is an artifact of its own only where it was conclusive, as when the artifact is known to be missing.
 */
export function judgeSubject({ validations }: Subject): Judgement {
  let first: Validation | undefined;
  let anchor: Validation | undefined;
  const artifacts = new Map<string | null, Validation | undefined>(); // the first conclusive verdict of each
  for (const event of validations) {
    if (!TRIGGERS.has(event.trigger)) continue;
    first = earlier(first, event);
    const known = artifacts.get(event.artifact_digest);
    if (event.verdict !== 'inconclusive') {
      anchor = earlier(anchor, event);
      artifacts.set(event.artifact_digest, earlier(known, event));
    } else if (event.artifact_digest !== null) {
      artifacts.set(event.artifact_digest, known);
    }
  }
  const verdicts = [...artifacts.values()];
  return {
    first,
    anchor,
    isComplete: verdicts.every((verdict) => verdict !== undefined),
    isPass: verdicts.every((verdict) => verdict?.verdict === 'pass'),
  };
}
