import type { Release } from '@provkit/predicate';
import { CliError } from '../cli-error.ts';
import type { Arguments, Options } from './option.ts';

/** The options that say which release is meant. */
export const RELEASE_OPTIONS = {
  'source-tag': { value: 'TAG', help: 'the tag it must be built from' },
  'source-versioned-tag': {
    value: 'VERSION',
    help: 'instead: the version its tag must be, build metadata aside',
  },
  'source-ref': {
    value: 'REF',
    help: 'the full ref it must be built from, for example refs/heads/main',
  },
  'source-digest': { value: 'COMMIT', help: 'the commit it must be built from' },
  'run-id': { value: 'N', help: 'the run that must have built it' },
  'run-attempt': { value: 'N', help: 'the latest attempt of that run that will do (default: 1)' },
} as const satisfies Options;

/**
 * The release that the options name; what is not given is absent, and `verify` says what is wrong with the rest.
 * @throws CliError USAGE: an attempt of no run, which would be compared with nothing
 */
export function releaseFrom(args: Arguments): Release {
  const tag = args.one('source-tag');
  const versionedTag = args.one('source-versioned-tag');
  const ref = args.one('source-ref');
  const commit = args.one('source-digest');
  const id = args.one('run-id');
  if (id === undefined && args.has('run-attempt')) {
    throw new CliError('USAGE', '--run-attempt is of a run: add --run-id N');
  }
  const attempt = Number(args.one('run-attempt') ?? '1');
  return {
    ...(tag !== undefined && { tag }),
    ...(versionedTag !== undefined && { versionedTag }),
    ...(ref !== undefined && { ref }),
    ...(commit !== undefined && { commit }),
    ...(id !== undefined && { run: { id, attempt } }),
  };
}
