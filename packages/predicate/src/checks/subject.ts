import { type Artifact, DIGEST_ALGORITHMS, type DigestAlgorithm, digestsOf } from '../artifact.ts';
import type { Statement } from '../statement/schemas.ts';
import { type CheckResult, fail, pass } from './check-result.ts';

type Subject = Statement['subject'][number];

/**
 * Whether every artifact is a subject of the statement (spec.md 1.6). sigstore-js never asks: for envelopes it ignores
 * the artifact.
 */
export function checkSubject({ subject }: Statement, artifacts: readonly Artifact[]): CheckResult {
  const matches = artifacts.map((artifact) => ({
    artifact,
    index: subject.findIndex((candidate) => isSubject(candidate, artifact)),
  }));
  const missing = matches.find(({ index }) => index === -1);
  if (missing) {
    return fail('subject', {
      message: `${missing.artifact.name} is not what this statement is about`,
      expected: describe(missing.artifact, statedIn(subject)),
      actual: subjectsFound(subject),
      pointer: '/subject',
      hint: hintFor(subject, missing.artifact),
    });
  }
  const [first] = matches;
  const names = matches.map(({ index }) => subject[index]?.name ?? '(unnamed)').join(', ');
  return pass('subject', {
    message: matches.length === 1 ? `is the subject ${names}` : `are the subjects ${names}`,
    expected: first ? describe(first.artifact) : '',
    actual: names,
    pointer: `/subject/${first?.index ?? 0}`,
  });
}

/**
 * At least one accepted algorithm, and every accepted one that the subject states equal to the artifact's: with
 * `{"sha256": good, "sha512": other}` two tools would see two files.
 */
function isSubject(subject: Subject, artifact: Artifact): boolean {
  if (artifact.subjectName !== undefined && nameOf(subject) !== artifact.subjectName) return false;
  const stated = DIGEST_ALGORITHMS.filter((algorithm) => subject.digest?.[algorithm] !== undefined);
  return (
    stated.length > 0 &&
    stated.every((algorithm) => subject.digest?.[algorithm] === artifact[algorithm])
  );
}

/** A package URL percent-encodes the scope of npm packages (`pkg:npm/%40scope/name@1.0.0`). */
export function nameOf({ name }: Subject): string | undefined {
  if (!name?.startsWith('pkg:')) return name ?? undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** @param among the algorithms worth showing; those that nothing is compared with would only be noise. */
function describe(
  artifact: Artifact,
  among: readonly DigestAlgorithm[] = DIGEST_ALGORITHMS,
): string {
  const all = digestsOf(artifact);
  const comparable = all.filter(([algorithm]) => among.includes(algorithm));
  const shown = comparable.length > 0 ? comparable : all;
  const name = artifact.subjectName === undefined ? [] : [`named ${artifact.subjectName}`];
  return [...shown.map(([algorithm, digest]) => `${algorithm}:${digest}`), ...name].join(', ');
}

/** The accepted algorithms that some subject states. */
function statedIn(subject: readonly Subject[]): readonly DigestAlgorithm[] {
  return DIGEST_ALGORITHMS.filter((algorithm) =>
    subject.some(({ digest }) => digest?.[algorithm] !== undefined),
  );
}

/** A digest of one algorithm cannot be compared with a statement that states another one only. */
function hintFor(subject: readonly Subject[], artifact: Artifact): string {
  const stated = statedIn(subject);
  const isComparable = stated.some((algorithm) => artifact[algorithm] !== undefined);
  if (isComparable || stated.length === 0) {
    return 'Verify the very file that was released; a repacked or rebuilt one has another digest.';
  }
  return `The statement states ${stated.join(' and ')}: give that digest, or the file itself.`;
}

/** The first few subjects, so that a person sees which file the statement is about. */
function subjectsFound(subject: readonly Subject[]): string {
  const shown = subject.slice(0, 3).map((candidate) => {
    const [algorithm, digest] = Object.entries(candidate.digest ?? {})[0] ?? ['no digest', ''];
    return `${candidate.name ?? '(unnamed)'} ${algorithm}:${digest}`;
  });
  const more = subject.length > shown.length ? [`and ${subject.length - shown.length} more`] : [];
  return [...shown, ...more].join(', ');
}
