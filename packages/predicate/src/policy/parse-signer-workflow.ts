import { PredicateError } from '../predicate-error.ts';
import type { PolicyOptions } from './policy.ts';

/** `[https://][host/]owner/repo/.github/workflows/file.yml[@ref]`, or the path alone. */
const WORKFLOW =
  /^(?:(?:https:\/\/)?(?:([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/)?([^/\s@]+\/[^/\s@]+)\/)?(\.github\/workflows\/[^/\s@]+\.ya?ml)(?:@(\S+))?$/;

/**
 * Reads a signer workflow as people write it on a command line: `.github/workflows/release.yml` of the source
 * repository, or `owner/repo/.github/workflows/x.yml@ref` of another one. Pure.
 *
 * Without a ref the workflow must be one of the source repository, and its ref must be the one that was built; of another
 * repository the ref must be stated, since whoever can write to any branch there could sign.
 * @param repository URL of the source repository.
 * @throws PredicateError POLICY_INVALID: not a workflow, or a workflow of another repository without a ref
 */
export function parseSignerWorkflow(
  text: string,
  repository: string,
): Pick<PolicyOptions, 'workflow' | 'signer'> {
  const match = WORKFLOW.exec(text);
  const [, host = new URL(repository).host, name, path, ref] = match ?? [];
  if (path === undefined) {
    throw new PredicateError(
      'POLICY_INVALID',
      `the signer workflow ${JSON.stringify(text)} is none: write .github/workflows/FILE.yml, or OWNER/REPO/.github/workflows/FILE.yml@REF for one of another repository.`,
    );
  }
  const owner = name === undefined ? repository : `https://${host}/${name}`;
  if (ref !== undefined) return { signer: { workflow: `${owner}/${path}`, ref: { exact: ref } } };
  if (owner === repository) return { workflow: path };
  throw new PredicateError(
    'POLICY_INVALID',
    `the signer workflow ${text} is of another repository than ${repository}, so its ref must be stated: ${text}@refs/tags/vX.Y.Z or ${text}@COMMIT.`,
  );
}
