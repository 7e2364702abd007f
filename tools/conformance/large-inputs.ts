import { createHash } from 'node:crypto';
import type { Artifact } from '@provkit/predicate';
import { ARTIFACT, createSigstore, type RootJson, statementFor } from '@provkit/testkit';

/** A large bundle with what it takes to verify it. */
export interface LargeInput {
  readonly bundle: string;
  readonly artifact: Artifact;
  readonly trustedRoot: string;
}

/**
 * Evidence that is large in one way: signed statements with much in them, texts that are no bundle at all, or a root with
 * many authorities.
 */
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
    'empty lines': () => '\n'.repeat(size),
    authorities: () => JSON.stringify(sigstore.sign()),
  };
  const { trustedRoot } = sigstore;
  return {
    bundle: bundles[kind]?.() ?? '',
    artifact: { name: ARTIFACT.name, sha256 },
    trustedRoot: kind === 'authorities' ? withLogs(trustedRoot, size) : trustedRoot,
  };
}

/** The root with as many more certificate transparency logs, each under an id of its own. */
function withLogs(trustedRoot: string, count: number): string {
  const root = JSON.parse(trustedRoot) as RootJson;
  const [log] = root.ctlogs;
  const more = Array.from({ length: count }, (_, index) => {
    const keyId = createHash('sha256').update(String(index)).digest('base64');
    return log ? [{ ...log, logId: { keyId } }] : [];
  });
  return JSON.stringify({ ...root, ctlogs: [...root.ctlogs, ...more.flat()] });
}
