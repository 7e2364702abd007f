import { DIGEST_ALGORITHMS } from '../artifact.ts';
import { nameOf } from '../checks/subject.ts';
import type { Statement } from '../statement/schemas.ts';
import { digestsOfSubject, isSha2, type VsaSubject } from './expected-subject.ts';

type Subject = Statement['subject'][number];

/**
 * The places of the subjects that are the one that was given. What is compared: every algorithm it is known by and,
 * once that is a SHA-2, all of SHA-2. Of these the subject must state at least one, and all that it states must be
 * equal: with `{"sha256": good, "sha512": other}` two tools would see two files. Ids of another kind than the given
 * ones are not compared, so an image known by its id only is found by its id.
 */
export function findSubjects(subjects: readonly Subject[], wanted: VsaSubject): readonly number[] {
  const known = digestsOfSubject(wanted);
  const algorithms = [...known.keys()];
  const compared = algorithms.some(isSha2)
    ? [...new Set([...algorithms, ...DIGEST_ALGORITHMS])]
    : algorithms;
  const name = 'subjectName' in wanted ? wanted.subjectName : undefined;
  return subjects.flatMap(({ digest, ...subject }, index) => {
    if (name !== undefined && nameOf(subject) !== name) return [];
    const stated = compared.filter((algorithm) => Object.hasOwn(digest ?? {}, algorithm));
    const isSame = stated.every((algorithm) => digest?.[algorithm] === known.get(algorithm));
    return stated.length > 0 && isSame ? [index] : [];
  });
}
