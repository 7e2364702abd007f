import type { EntryKey } from '@provkit/manifest';
import { networkFrom } from '../args/network-options.ts';
import type { Arguments } from '../args/option.ts';
import { CliError } from '../cli-error.ts';

/** What `provkit validate` was asked, checked and with its defaults. Paths are as they were given. */
export interface ValidateRequest {
  readonly manifest: string;
  readonly key: EntryKey;
  readonly policy: string;
  /** Files that describe build types beside the known ones. */
  readonly buildTypes: readonly string[];
  readonly trustedRoot: string | undefined;
  readonly bundles: readonly string[];
  /** The commit that the tag points to, by somebody else than the manifest (T2). */
  readonly tagCommit: string | undefined;
  /** Whether `artifact_url` may be a local file (T14). */
  readonly isFileAllowed: boolean;
  readonly isWriteAsked: boolean;
  readonly isOffline: boolean;
  /** Lets the host of GitHub's API have a private address. */
  readonly privateAddressesUnsafe: boolean;
  /** The job of the run that must have succeeded; absent: `provenance`. */
  readonly job: string | undefined;
  /** Absent: `events.ndjson` beside the manifest. */
  readonly events: string | undefined;
}

/** @throws CliError USAGE: an option is missing, or its value cannot be one */
export function readRequest(args: Arguments): ValidateRequest {
  const [surplus] = args.positionals;
  if (surplus !== undefined) throw new CliError('USAGE', `${surplus} is one argument too many`);
  return {
    manifest: required(args, 'manifest', 'FILE'),
    key: entryKey(args),
    policy: args.one('policy') ?? 'provkit.policy.json',
    buildTypes: args.all('build-type'),
    trustedRoot: args.one('trusted-root'),
    bundles: args.all('bundle'),
    tagCommit: sourceDigest(args),
    isFileAllowed: args.has('allow-file'),
    isWriteAsked: args.has('write'),
    ...networkFrom(args),
    job: args.one('provenance-job'),
    events: args.one('events'),
  };
}

function required(args: Arguments, name: string, value: string): string {
  const given = args.one(name);
  if (given !== undefined) return given;
  throw new CliError('USAGE', `--${name} is missing: --${name} ${value}`);
}

function entryKey(args: Arguments): EntryKey {
  const tag = required(args, 'tag', 'TAG');
  const runId = args.one('run-id');
  if (runId === undefined) return { tag };
  if (/^[1-9][0-9]*$/.test(runId)) return { tag, run_id: runId };
  throw new CliError('USAGE', `--run-id ${runId} is no run: write its number`);
}

function sourceDigest(args: Arguments): string | undefined {
  const commit = args.one('source-digest');
  if (commit === undefined || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return commit;
  throw new CliError(
    'USAGE',
    `--source-digest ${commit} is no commit: write its 40 or 64 lowercase hex digits, as git rev-parse prints them`,
  );
}
