import type { Entry } from '@provkit/manifest';
import type { NothingToVerify } from '../released-files.ts';

/**
 * Why an entry cannot be the release of its tag, or `undefined`: whoever edits the manifest chooses `sha`, and the tag says
 * otherwise (T2, spec.md 1.1). Pure.
 * @param tagCommit the commit that the tag points to; absent: it was not looked up.
 */
export function tagMismatch(
  { tag, sha }: Entry,
  tagCommit: string | undefined,
): NothingToVerify | undefined {
  if (tagCommit === undefined || tagCommit === sha) return undefined;
  const problem = `the tag ${tag} points to ${tagCommit}, and the manifest says ${sha}`;
  const compared = { expected: tagCommit, actual: sha };
  return { verdict: 'fail', reason: 'release_mismatch', problem, compared };
}
