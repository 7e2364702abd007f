import { problemOf } from '../../evidence/problem-of.ts';
import type { SourceProblem } from '../../evidence/source.ts';
import type { GitPointer } from '../../github/schema.ts';
import { validateGitPointer } from '../../github/validate.generated.ts';
import type { Github } from './create-github.ts';

/** A tag of a tag of a tag: Git lets it, and nobody does. */
const MAX_DEPTH = 5;

/** What a tag points to. */
export type ResolvedTag =
  | {
      readonly kind: 'found';
      /** The object that the ref names: a commit, or an annotated tag. */
      readonly object: string;
      /** The commit that it peels to. */
      readonly commit: string;
    }
  | { readonly kind: 'missing'; readonly message: string }
  | { readonly kind: 'undecided'; readonly problem: SourceProblem };

/**
 * The commit that a tag peels to, as GitHub says: an oracle that whoever edits the manifest does not have in hand (T2, spec.md
 * 1.1).
 * @param tag its name, without `refs/tags/`.
 */
export async function resolveTag(
  github: Github,
  tag: string,
  signal?: AbortSignal,
): Promise<ResolvedTag> {
  const parts = tag.split('/');
  // a URL takes dots for a way up, and another ref than a tag would answer (git-check-ref-format)
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    return { kind: 'missing', message: `${JSON.stringify(tag)} cannot be the name of a tag` };
  }
  try {
    const path = parts.map(encodeURIComponent).join('/');
    const ref = await ask(github, `/git/ref/tags/${path}`, signal);
    if (!ref) return await missing(github, tag, signal);
    const { sha: object } = ref.object;
    let pointer: GitPointer | undefined = ref;
    for (let depth = 0; pointer?.object.type === 'tag' && depth < MAX_DEPTH; depth += 1) {
      pointer = await ask(github, `/git/tags/${pointer.object.sha}`, signal);
    }
    return pointer?.object.type === 'commit'
      ? { kind: 'found', object, commit: pointer.object.sha }
      : { kind: 'missing', message: `the tag ${tag} leads to no commit` };
  } catch (error) {
    return { kind: 'undecided', problem: problemOf(error) };
  }
}

async function ask(
  github: Github,
  path: string,
  signal: AbortSignal | undefined,
): Promise<GitPointer | undefined> {
  const answer = await github.ask<GitPointer>(path, validateGitPointer, { accept: [404], signal });
  return answer.value;
}

/** A 404 says that there is no tag only to whoever can read the repository. */
async function missing(
  github: Github,
  tag: string,
  signal: AbortSignal | undefined,
): Promise<ResolvedTag> {
  const { owner, name } = github.repository;
  const { value, status } = await github.readRepository(signal);
  if (value) return { kind: 'missing', message: `${owner}/${name} has no tag ${tag}` };
  const message = `${owner}/${name} cannot be read with this token (status ${status})`;
  return { kind: 'undecided', problem: { reason: 'not_permitted', message } };
}
