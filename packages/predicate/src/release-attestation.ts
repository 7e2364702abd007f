import { pointerOf, valueAt } from '@provkit/json';
import { DIGEST_ALGORITHMS } from './artifact.ts';
import type { ParsedBundle } from './bundle/parse-bundles.ts';
import type { UsableRoot } from './signature/usable-root.ts';
import { verifySignature } from './signature/verify-signature.ts';
import { parseStatement } from './statement/parse-statement.ts';
import { RELEASE_V02 } from './statement/predicate-types.ts';
import type { Statement } from './statement/schemas.ts';

/** What GitHub attests of an immutable release (spec.md 1.5); signed by GitHub itself, about no run. */
export interface ReleaseAttestation {
  /** Name of the bundle. */
  readonly name: string;
  readonly tag?: string;
  readonly repositoryId?: string;
  /** The Git object that the tag names: the tag object of an annotated tag, else the commit. */
  readonly tagObject?: string;
  /** `algorithm:hex` of every released file. */
  readonly digests: readonly string[];
}

/** The only name in the certificates of release attestations, exactly (spec.md 1.5). */
const RELEASE_SAN = 'https://dotcom.releases.github.com';

/**
 * The release attestations among bundles: signed by GitHub's own release service under the profile `github`. Whatever
 * else there is, or does not verify, is left out: it proves nothing about a release. Pure.
 */
export function releaseAttestations(
  bundles: readonly ParsedBundle[],
  roots: readonly UsableRoot[],
): readonly ReleaseAttestation[] {
  return bundles.flatMap((parsed) => {
    const { verified } = verifySignature(
      parsed,
      { kind: 'certificate', profiles: ['github'] },
      roots,
    );
    if (verified?.claims?.san !== RELEASE_SAN || verified.content.kind !== 'envelope') return [];
    const read = parseStatement(verified.content.payload);
    if ('problem' in read || read.statement.predicateType !== RELEASE_V02) return [];
    return [toReleaseAttestation(parsed.name, read.statement)];
  });
}

function toReleaseAttestation(name: string, statement: Statement): ReleaseAttestation {
  const text = (pointer: string) => {
    const value = valueAt(statement.predicate, pointer);
    return typeof value === 'string' ? value : undefined;
  };
  const purl = text('/purl');
  const tag = text('/tag');
  const repositoryId = text('/repositoryId');
  const tagSubject = statement.subject.find(({ uri }) => uri === purl && purl !== undefined);
  const tagObject = tagSubject?.digest?.sha1;
  return {
    name,
    ...(tag !== undefined && { tag }),
    ...(repositoryId !== undefined && { repositoryId }),
    ...(tagObject !== undefined && { tagObject }),
    digests: statement.subject
      .filter((subject) => subject !== tagSubject)
      .flatMap(({ digest }) =>
        DIGEST_ALGORITHMS.flatMap((algorithm) => {
          const value = valueAt(digest, pointerOf([algorithm]));
          return typeof value === 'string' ? [`${algorithm}:${value}`] : [];
        }),
      ),
  };
}
