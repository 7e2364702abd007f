import { CliError } from './cli-error.ts';

/** Where a manifest is: a file, or a file of a branch on GitHub. */
export type ManifestLocation =
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'github';
      readonly repository: string;
      readonly path: string;
      readonly branch: string;
    };

const GITHUB = /^github:([A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+)\/(.+)@([^@]+)$/;

/**
 * Reads where a manifest is: a file, or `github:OWNER/NAME/PATH@BRANCH`. Pure.
 * @throws CliError USAGE
 */
export function parseLocation(text: string): ManifestLocation {
  if (!text.startsWith('github:')) return { kind: 'file', file: text };
  const [, repository, path, branch] = GITHUB.exec(text) ?? [];
  if (repository === undefined || path === undefined || branch === undefined) {
    throw new CliError(
      'USAGE',
      `${text} is no manifest on GitHub: write github:OWNER/NAME/PATH@BRANCH`,
    );
  }
  return { kind: 'github', repository, path, branch };
}
