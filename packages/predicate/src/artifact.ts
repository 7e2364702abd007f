import { PredicateError } from './predicate-error.ts';

/** The algorithms by which an artifact can be a subject; md5 and sha1 never are (in-toto DigestSet, spec.md 1.6). */
export const DIGEST_ALGORITHMS = ['sha256', 'sha384', 'sha512'] as const;

/** An accepted digest algorithm. */
export type DigestAlgorithm = (typeof DIGEST_ALGORITHMS)[number];

/**
 * A released file by its digests: lowercase hex, at least one. Give every digest that is known: if a subject states
 * several of the accepted algorithms, each must be known and equal.
 */
export interface Artifact {
  /** What the report calls it. */
  readonly name: string;
  readonly sha256?: string;
  readonly sha384?: string;
  readonly sha512?: string;
  /** When given, the subject's `name` must equal it: files of one statement are not interchangeable. */
  readonly subjectName?: string;
}

const HEX_LENGTH = { sha256: 64, sha384: 96, sha512: 128 } as const satisfies Record<
  DigestAlgorithm,
  number
>;

/** The digests that an artifact has, with their algorithms. */
export function digestsOf(artifact: Artifact): readonly (readonly [DigestAlgorithm, string])[] {
  return DIGEST_ALGORITHMS.flatMap((algorithm) => {
    const digest = artifact[algorithm];
    return digest === undefined ? [] : [[algorithm, digest] as const];
  });
}

/**
 * Reads `sha256:…`, `sha384:…` or `sha512:…` as an artifact of that name. Pure.
 * @throws PredicateError ARTIFACT_INVALID: another algorithm, or not lowercase hex of its length
 */
export function parseDigest(text: string): Artifact {
  const [algorithm = '', digest = ''] = text.split(':', 2);
  const artifact = { name: text, [algorithm]: digest };
  assertArtifact(artifact);
  return artifact;
}

/** @throws PredicateError ARTIFACT_INVALID: no digest, or one that is not lowercase hex of its algorithm's length */
export function assertArtifact(artifact: Artifact): void {
  const digests = digestsOf(artifact);
  if (digests.length === 0) {
    throw new PredicateError(
      'ARTIFACT_INVALID',
      `${artifact.name} has no digest that an artifact can be known by: give ${DIGEST_ALGORITHMS.join(', ')} (${DIGEST_ALGORITHMS[0]}:<hex>).`,
    );
  }
  for (const [algorithm, digest] of digests) {
    const length = HEX_LENGTH[algorithm];
    if (digest.length !== length || !/^[0-9a-f]+$/.test(digest)) {
      throw new PredicateError(
        'ARTIFACT_INVALID',
        `the ${algorithm} of ${artifact.name} is not ${length} lowercase hexadecimal digits.`,
      );
    }
  }
}
