import { valueAt } from '@provkit/json';
import { type Outcome, outcomeOf, readJson, refuse } from '../bundle/malformed.ts';
import type { NpmPackage } from './npm-package.ts';

/** What a registry says of one version of a package. Nobody has signed it. */
export interface NpmVersion {
  /** `sha512-…` of the tarball; absent for versions of before 2017. */
  readonly integrity?: string;
  /** Whether the registry says that there are attestations. */
  readonly isAttested: boolean;
}

/** Versions of some packages carry all of their documentation. */
const LIMITS = { maxBytes: 8 * 1024 * 1024, maxDepth: 32, maxValues: 200_000 };

/** The answer of a registry to `GET /<name>/<version>`, if it is about this version. Pure. */
export function readVersion(
  content: Uint8Array,
  { name, version }: NpmPackage,
): Outcome<NpmVersion> {
  return outcomeOf(() => {
    const json = readJson(content, LIMITS);
    if (valueAt(json, '/name') !== name) refuse('another package', '/name');
    if (valueAt(json, '/version') !== version) refuse('another version', '/version');
    const integrity = valueAt(json, '/dist/integrity');
    return {
      isAttested: (valueAt(json, '/dist/attestations') ?? undefined) !== undefined,
      ...(typeof integrity === 'string' && { integrity }),
    };
  });
}
