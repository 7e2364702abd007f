/** What a ref is: a tag can be protected and points to one commit, a branch moves, a commit never does. */
export type RefKind = 'tag' | 'branch' | 'commit' | 'other ref';

const TAGS = 'refs/tags/';

/** The name of the tag that a full ref is; `undefined` of any other ref. */
export function tagName(ref: string): string | undefined {
  return ref.startsWith(TAGS) ? ref.slice(TAGS.length) : undefined;
}

/** What a full ref or commit is. */
export function refKind(ref: string): RefKind {
  if (tagName(ref) !== undefined) return 'tag';
  if (ref.startsWith('refs/heads/')) return 'branch';
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(ref) ? 'commit' : 'other ref';
}

/**
 * A workflow's name (`URL@REF`) in its two parts, for telling people what changed; whether it is the right one is never
 * decided by parts. The ref begins at the last `@refs/`, or is the commit at the end.
 */
export function nameParts(name: string): { readonly workflow: string; readonly ref: string } {
  const at = Math.max(name.lastIndexOf('@refs/'), /@[0-9a-f]{40,64}$/.exec(name)?.index ?? -1);
  return at === -1
    ? { workflow: name, ref: '' }
    : { workflow: name.slice(0, at), ref: name.slice(at + 1) };
}
