import { createHash } from 'node:crypto';
import type { Artifact } from '@provkit/predicate';
import { ARTIFACT, createSigstore, statementFor } from '@provkit/testkit';

/** A large bundle with what it takes to verify it. */
export interface LargeInput {
  readonly bundle: string;
  readonly artifact: Artifact;
  readonly trustedRoot: string;
}

/** Evidence that is large in one way: signed statements with much in them, or texts that are no bundle at all. */
export function largeInputs(kind: string, size: number): LargeInput {
  const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
  const sha256 = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
  const sign = (change: Parameters<typeof statementFor>[0]) =>
    JSON.stringify(sigstore.sign({ statement: statementFor(change) }));
  const bundles: Readonly<Record<string, () => string>> = {
    subjects: () =>
      sign({
        change: ({ subject }) => {
          for (let n = 0; n < size; n += 1) {
            subject.unshift({
              name: `file-${n}`,
              digest: { sha256: n.toString(16).padStart(64, '0') },
            });
          }
        },
      }),
    payload: () =>
      sign({
        change: ({ predicate }) => {
          predicate.buildDefinition.internalParameters.note = 'x'.repeat(size);
        },
      }),
    members: () =>
      sign({
        change: ({ predicate }) => {
          const parameters = predicate.buildDefinition.internalParameters;
          for (let n = 0; n < size; n += 1) parameters[`member-${n}`] = n;
        },
      }),
    depth: () => '['.repeat(size) + ']'.repeat(size),
    lines: () => `${JSON.stringify(sigstore.sign())}\n`.repeat(size),
  };
  return {
    bundle: bundles[kind]?.() ?? '',
    artifact: { name: ARTIFACT.name, sha256 },
    trustedRoot: sigstore.trustedRoot,
  };
}
