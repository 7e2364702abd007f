import { valueAt } from '@provkit/json';
import type { Statement } from '../statement/schemas.ts';
import type { BuildType } from './build-type.ts';
import { type Located, materialsWithUri } from './source-material.ts';

/**
 * The URIs of all materials that Git would take for the repository, however they are spelled: in another case, with a
 * user or `.git`, by another protocol, at any ref or commit. Two of them leave open which one was built, also when only
 * one is spelled as it should be (spec.md 1.6).
 */
export function urisNaming(
  repository: string,
  statement: Statement,
  { materials }: BuildType,
): readonly Located[] {
  const expected = repositoryNamed(repository);
  return materialsWithUri(statement, materials.at)
    .map(({ uri }) => uri)
    .filter(({ value }) => expected !== undefined && repositoryNamed(value) === expected);
}

/** Protocol, user and port, then host, owner and name, then a ref or nothing; `git@host:owner/name` too. */
const REPOSITORY =
  /^(?:git\+)?(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/:@]+)(?::[0-9]+)?[/:]+([^/:@]+)\/+([^/@#?]+)\/*(?:[@#?].*)?$/s;

/** `host/owner/name` in lower case, of a URI in any spelling; `undefined` if it names no repository. */
function repositoryNamed(uri: string): string | undefined {
  const [, host, owner, name] = REPOSITORY.exec(decoded(uri).toLowerCase()) ?? [];
  return name === undefined ? undefined : `${host}/${owner}/${name.replace(/\.git$/, '')}`;
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** The first URI that stands at two materials with different digests, with its second place, or `undefined`. */
export function contradictoryUri(
  statement: Statement,
  { materials }: BuildType,
): Located | undefined {
  const seen = new Map<string, string>();
  for (const { material, uri } of materialsWithUri(statement, materials.at)) {
    const digest = valueAt(material, '/digest');
    if (digest === undefined || digest === null) continue;
    const text = digestText(digest);
    const before = seen.get(uri.value);
    if (before !== undefined && before !== text) return uri;
    seen.set(uri.value, text);
  }
  return undefined;
}

/** A digest set whatever the order of its members. */
function digestText(digest: unknown): string {
  return JSON.stringify(Object.entries(digest ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
