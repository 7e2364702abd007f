import type { Report, Verifier, VerifyInput } from '@provkit/predicate';
import type { EvidenceSource, Search } from '@provkit/predicate/evidence';
import type { Progress } from './progress.ts';
import type { Target } from './target.ts';

/** A target that was looked at: the question and where to look for the answer, or a report that there is none. */
export type OpenedTarget =
  | {
      readonly search: Pick<Search, 'artifact' | 'published'>;
      readonly sources: readonly EvidenceSource[];
    }
  | { readonly report: Report };

/** What a batch is verified with. */
export interface VerifyTargets {
  readonly verifier: Verifier;
  readonly open: (target: Target) => Promise<OpenedTarget>;
  /** What is asked about each; its release is that of targets that state none. */
  readonly question: Pick<Search, 'release' | 'now' | 'lineage'>;
  /** How many targets are under way at a time. */
  readonly jobs: number;
  readonly progress: Progress;
}

/** A report on one target, and the question that it answers. */
export interface VerifiedTarget {
  readonly report: Report;
  /** Absent when nothing could be asked. */
  readonly input?: VerifyInput;
}

/**
 * Verifies targets with one verifier that remembers: the same evidence is verified once.
 * @returns in the order of the targets, whichever was done first
 * @throws the first error; what is not begun then never begins
 */
export async function verifyTargets(
  targets: readonly Target[],
  { verifier, open, question, jobs, progress }: VerifyTargets,
): Promise<readonly VerifiedTarget[]> {
  const { searchEvidence } = await import('@provkit/predicate/evidence');
  const batch = verifier.forBatch();
  const verified: VerifiedTarget[] = [];
  const queue = targets.entries();
  let isFailed = false;
  const worker = async () => {
    for (const [at, target] of queue) {
      if (isFailed) return;
      const opened = await open(target);
      const done =
        'report' in opened
          ? opened
          : await searchEvidence(
              batch,
              {
                ...question,
                ...opened.search,
                ...(target.release && { release: target.release }),
              },
              opened.sources,
            );
      verified[at] = done;
      if (!isFailed) progress.step(done.report.verdict === 'pass');
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, targets.length) }, worker));
  } finally {
    isFailed = true;
    progress.end();
  }
  return verified;
}
