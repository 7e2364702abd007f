import { CliError } from '../cli-error.ts';
import type { Arguments, Options } from './option.ts';

/** Options for many artifacts at once. */
export const BATCH_OPTIONS = {
  checksums: {
    value: 'FILE',
    isRepeatable: true,
    help: 'also verify what a checksum file lists (sha256sum or BSD form), by digest',
  },
  manifest: {
    value: 'FILE',
    help: 'also verify what the entries of a release manifest name, each for its own tag, commit and run',
  },
  shard: {
    value: 'I/N',
    help: 'verify only the I-th of N parts, as a job of a matrix does; a part without an artifact ends with 0 and no report',
  },
  jobs: { value: 'N', help: 'how many artifacts to read and ask about at a time (default 4)' },
} as const satisfies Options;

/** What of a batch is done, and how. */
export interface BatchSettings {
  readonly checksums: readonly string[];
  readonly manifest?: string;
  /** As it was written: `2/5`. */
  readonly shard?: string;
  readonly jobs: number;
}

const DEFAULT_JOBS = 4;
const MAX_JOBS = 64;

/** @throws CliError USAGE */
export function batchFrom(args: Arguments): BatchSettings {
  const manifest = args.one('manifest');
  const shard = args.one('shard');
  const jobs = args.one('jobs') ?? String(DEFAULT_JOBS);
  if (!/^[1-9]\d?$/.test(jobs) || Number(jobs) > MAX_JOBS) {
    throw new CliError('USAGE', `--jobs ${jobs} is no number from 1 to ${MAX_JOBS}`);
  }
  return {
    checksums: args.all('checksums'),
    jobs: Number(jobs),
    ...(manifest !== undefined && { manifest }),
    ...(shard !== undefined && { shard }),
  };
}
