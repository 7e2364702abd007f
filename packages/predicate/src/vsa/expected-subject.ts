import { type Artifact, assertArtifact, DIGEST_ALGORITHMS, digestsOf } from '../artifact.ts';
import { PredicateError } from '../predicate-error.ts';

/**
 * A revision, image or other resource by digests or ids of any kind (in-toto DigestSet): `gitCommit`, `gce_image_id`.
 * Every one that the subject states too must be equal.
 */
export interface ResourceId {
  /** What the report calls it. */
  readonly name: string;
  /** By algorithm or kind of id, at least one; never md5 or sha1, for which two files with one digest can be made. */
  readonly digest: Readonly<Record<string, string>>;
  /** Of a source revision: a full ref that must have pointed to it, for example `refs/heads/main`. */
  readonly sourceRef?: string;
}

/** What a summary must be about: a released file, or another resource. */
export type VsaSubject = Artifact | ResourceId;

const ALGORITHM = /^[A-Za-z][A-Za-z0-9_]*$/;
/** md5 and the SHA before SHA-2, however they are spelled. */
const BROKEN = /^(md[245]|sha[01]?)$/;
const GIT_OBJECT = /^git(Commit|Tree|Blob|Tag)$/;
const GIT_OBJECT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** The digests by which a subject is known, by algorithm. */
export function digestsOfSubject(subject: VsaSubject): ReadonlyMap<string, string> {
  return new Map('digest' in subject ? Object.entries(subject.digest) : digestsOf(subject));
}

/**
 * Reads `gitCommit:…`, `gce_image_id:…`, `sha256:…` or any other `KIND:ID` as a subject of that name. Pure.
 * @throws PredicateError ARTIFACT_INVALID: not of that form, a broken algorithm, or not of its algorithm's form
 */
export function parseVsaSubject(text: string): VsaSubject {
  const colon = text.indexOf(':');
  const [algorithm, id] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
  const subject = isSha2(algorithm)
    ? { name: text, [algorithm]: id }
    : { name: text, digest: { [algorithm]: id } };
  assertVsaSubject(subject);
  return subject;
}

/** @throws PredicateError ARTIFACT_INVALID: nothing to know it by, or a digest that is not of its algorithm's form */
export function assertVsaSubject(subject: VsaSubject): void {
  if (!('digest' in subject)) {
    assertArtifact(subject);
    return;
  }
  const digests = Object.entries(subject.digest);
  if (digests.length === 0) refuse(`${subject.name} has no digest or id to be known by`);
  for (const [algorithm, id] of digests) assertDigest(subject.name, algorithm, id);
  const { sourceRef } = subject;
  if (sourceRef !== undefined && !/^refs\/\S+$/.test(sourceRef)) {
    refuse(`the source ref ${sourceRef} is not a full one, for example refs/heads/main`);
  }
}

function assertDigest(name: string, algorithm: string, id: string): void {
  if (!ALGORITHM.test(algorithm)) {
    refuse(`${name} is neither a file nor KIND:ID, for example sha256:… or gitCommit:…`);
  }
  if (BROKEN.test(algorithm.toLowerCase().replaceAll('_', ''))) {
    refuse(`${algorithm} of ${name}: two files with one ${algorithm} can be made, give sha256`);
  }
  if (isSha2(algorithm)) assertArtifact({ name, [algorithm]: id });
  if (GIT_OBJECT.test(algorithm) && !GIT_OBJECT_ID.test(id)) {
    refuse(`the ${algorithm} of ${name} is not 40 or 64 lowercase hexadecimal digits`);
  }
  if (!/^\S+$/.test(id)) refuse(`the ${algorithm} of ${name} is empty or has white space in it`);
}

/** Whether it is one of the algorithms by which files are known. */
export function isSha2(algorithm: string): boolean {
  return (DIGEST_ALGORITHMS as readonly string[]).includes(algorithm); // includes takes no wider type
}

function refuse(message: string): never {
  throw new PredicateError('ARTIFACT_INVALID', `${message}.`);
}
