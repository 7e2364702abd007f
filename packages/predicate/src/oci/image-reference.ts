import { PredicateError } from '../predicate-error.ts';

/** An image in a registry. At least one of tag and digest. */
export interface ImageReference {
  /** Host, with its port where it is not 443. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:` and 64 hex digits, of the manifest. */
  readonly digest?: string;
}

/** The digest of a manifest or blob: the one algorithm that registries must know. */
export const SHA256_DIGEST = /^sha256:[0-9a-f]{64}$/;

/** @see OCI distribution specification, "Pull": the grammar of names and tags */
const REPOSITORY =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const REGISTRY = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?$/;

/**
 * Reads `registry/repository:tag`, `…@sha256:…` or both, with or without `oci://`. The registry must be named: no name is
 * completed with somebody's default. Pure.
 * @throws PredicateError ARTIFACT_INVALID
 */
export function parseImageReference(text: string): ImageReference {
  const name = text.replace(/^oci:\/\//, '');
  const slash = name.indexOf('/');
  const registry = name.slice(0, Math.max(0, slash));
  const [path = '', digest, ...rest] = name.slice(slash + 1).split('@');
  const colon = path.lastIndexOf(':');
  const repository = colon === -1 ? path : path.slice(0, colon);
  const tag = colon === -1 ? undefined : path.slice(colon + 1);
  // a first part without dot and port is a folder of somebody's default registry
  const isNamed = REGISTRY.test(registry) && /[.:]|^localhost$/.test(registry);
  const isValid =
    isNamed &&
    text.length <= 1024 &&
    rest.length === 0 &&
    REPOSITORY.test(repository) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || SHA256_DIGEST.test(digest)) &&
    (tag ?? digest) !== undefined;
  if (isValid) {
    return {
      registry,
      repository,
      ...(tag !== undefined && { tag }),
      ...(digest !== undefined && { digest }),
    };
  }
  throw new PredicateError(
    'ARTIFACT_INVALID',
    `${JSON.stringify(text.slice(0, 300))} is no image: write REGISTRY/REPOSITORY:TAG or REGISTRY/REPOSITORY@sha256:HEX.`,
  );
}
