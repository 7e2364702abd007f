import { CliError } from '../cli-error.ts';
import type { Arguments, Options } from './option.ts';

/** Options of every command that verifies signatures. */
export const TRUST_OPTIONS = {
  'trusted-root': {
    value: 'FILE',
    help: 'trusted_root.json or .jsonl (default: the embedded public-good root)',
  },
  trust: {
    value: 'MODE',
    help: 'embedded (default), refresh: the current root by TUF, else the embedded one with a warning; require-fresh: no other; or a FILE as for --trusted-root',
  },
  'tuf-mirror': { value: 'URL', help: 'with --trust refresh: where the TUF repository is' },
  'tuf-root': {
    value: 'FILE',
    help: 'with --trust refresh: the root.json that trust in the TUF repository begins with',
  },
  'github-tuf-root': {
    value: 'FILE',
    help: 'with --trust refresh: the root.json of GitHub’s TUF repository, for policies that accept the profile github',
  },
} as const satisfies Options;

/** Whom to trust, as the command line says it. */
export type TrustSettings =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'refresh' | 'require-fresh';
      readonly mirror?: string;
      readonly rootFile?: string;
      readonly githubRootFile?: string;
    };

const TUF = ['tuf-mirror', 'tuf-root', 'github-tuf-root'] as const;

/** @throws CliError USAGE: options that exclude each other, or say nothing together */
export function trustFrom(args: Arguments): TrustSettings {
  const file = args.one('trusted-root');
  const trust = args.one('trust');
  if (file !== undefined && trust !== undefined) {
    throw new CliError('USAGE', '--trusted-root and --trust exclude each other');
  }
  const isRefresh = trust === 'refresh' || trust === 'require-fresh';
  const stray = TUF.find((name) => args.one(name) !== undefined);
  if (stray !== undefined && !isRefresh) {
    throw new CliError(
      'USAGE',
      `--${stray} says how to refresh: add --trust refresh or require-fresh`,
    );
  }
  if (isRefresh) return refreshFrom(args, trust);
  const named = file ?? (trust === 'embedded' ? undefined : trust);
  return named === undefined ? { kind: 'embedded' } : { kind: 'file', file: named };
}

function refreshFrom(args: Arguments, kind: 'refresh' | 'require-fresh'): TrustSettings {
  if (args.has('offline')) {
    throw new CliError('USAGE', `--trust ${kind} asks somebody, and --offline forbids it`);
  }
  const mirror = args.one('tuf-mirror');
  if (mirror !== undefined && !URL.parse(mirror)) {
    throw new CliError('USAGE', `--tuf-mirror ${mirror} is no URL`);
  }
  const rootFile = args.one('tuf-root');
  const githubRootFile = args.one('github-tuf-root');
  return {
    kind,
    ...(mirror !== undefined && { mirror }),
    ...(rootFile !== undefined && { rootFile }),
    ...(githubRootFile !== undefined && { githubRootFile }),
  };
}
