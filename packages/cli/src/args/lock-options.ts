import { CliError } from '../cli-error.ts';
import type { Arguments, Options } from './option.ts';

/** The options of the provenance lockfile. */
export const LOCK_OPTIONS = {
  lock: {
    value: 'FILE',
    help: 'the lockfile: what was accepted last, and what may not change unseen (needs --source-digest)',
  },
  'lock-line': {
    value: 'NAME',
    help: 'the line of releases in the lockfile (default: the repository)',
  },
  'update-lock': { help: 'write a release that passes into the lockfile; refused in CI' },
} as const satisfies Options;

/** What a command line says of the lockfile. */
export interface LockRequest {
  readonly file: string;
  readonly line: string;
  readonly isUpdate: boolean;
  /** The commit whose place in the history is asked. */
  readonly commit: string;
}

/**
 * The request, or `undefined` without a lockfile.
 * @param env an update in CI would accept what nobody reviewed (T12).
 * @throws CliError USAGE
 */
export function lockFrom(
  args: Arguments,
  repository: string,
  env: Readonly<Record<string, string | undefined>>,
): LockRequest | undefined {
  const file = args.one('lock');
  const isUpdate = args.has('update-lock');
  if (file === undefined) {
    const stray = ['update-lock', 'lock-line'].find((name) => args.has(name));
    if (stray === undefined) return undefined;
    throw new CliError('USAGE', `--${stray} without --lock FILE: there is no lockfile to speak of`);
  }
  if (isUpdate && isCi(env)) {
    throw new CliError(
      'USAGE',
      '--update-lock is refused in CI, where the lockfile is frozen: update it on your machine, and have the change reviewed',
    );
  }
  const commit = args.one('source-digest');
  if (commit === undefined) {
    throw new CliError(
      'USAGE',
      '--lock needs --source-digest COMMIT, whose place in the history is asked',
    );
  }
  return { file, line: args.one('lock-line') ?? repository, isUpdate, commit };
}

function isCi({ CI }: Readonly<Record<string, string | undefined>>): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}
