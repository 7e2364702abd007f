import type { GitPointer } from '../../github/schema.ts';
import { validateGitPointer } from '../../github/validate.generated.ts';
import { RecoveryError } from '../../recovery-error.ts';
import { type GithubRepository, read } from './read.ts';

/** A tag may name a tag, and that another; honest ones do not go this deep. */
const MAX_DEPTH = 5;

/**
 * The commit that a tag names, annotated tags followed; `undefined`: there is no such tag.
 * @throws RecoveryError, also ANSWER_MALFORMED for a tag that names no commit
 */
export async function peelTag(
  repository: GithubRepository,
  tag: string,
): Promise<string | undefined> {
  const ref = await read<GitPointer>(
    repository,
    '/git/ref/{ref}',
    { ref: `tags/${tag}` },
    validateGitPointer,
  );
  let object = ref?.object;
  for (let depth = 0; object?.type === 'tag' && depth < MAX_DEPTH; depth += 1) {
    const next: GitPointer | undefined = await read<GitPointer>(
      repository,
      '/git/tags/{tag_sha}',
      { tag_sha: object.sha },
      validateGitPointer,
    );
    object = next?.object;
  }
  if (!object) return undefined;
  if (object.type === 'commit') return object.sha;
  throw new RecoveryError('ANSWER_MALFORMED', `the tag ${tag} names a ${object.type}, no commit`);
}
