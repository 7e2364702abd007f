import { isJsonError, type JsonValue, parseJson } from '@provkit/json';
import type { FailureReason } from '@provkit/manifest';
import { CliError } from '../cli-error.ts';
import { FAILURE_CLASSES } from '../map/failure-classes.ts';

/** What a report of `provkit validate --format json` says of a release. */
export interface ReportedRelease {
  readonly tag: string;
  readonly run_id: string;
  readonly run_attempt: number;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** Absent on pass. */
  readonly reason?: FailureReason;
  /** What was found, in the validator's words. */
  readonly message?: string;
  /** UTC with milliseconds. */
  readonly verifiedAt?: string;
}

const LIMITS = { maxBytes: 64 * 1024 * 1024, maxDepth: 64, maxValues: 2_000_000 };

/**
 * A JSON file that `--from` names.
 * @throws CliError USAGE
 */
export function parseInput(bytes: Uint8Array, file: string): Readonly<Record<string, JsonValue>> {
  try {
    const value = parseJson(bytes, LIMITS);
    if (isRecord(value)) return value;
  } catch (error) {
    if (!isJsonError(error)) throw error;
    throw new CliError('USAGE', `${file}: ${error.message}`, { cause: error });
  }
  throw new CliError('USAGE', `${file} is neither a manifest nor a report`);
}

/**
 * The release of a report. Pure.
 * @throws CliError USAGE, saying what is missing
 */
export function readReport(
  report: Readonly<Record<string, JsonValue>>,
  file: string,
): ReportedRelease {
  const { verdict, failureReason, entry, problem, breaches, verifiedAt } = report;
  const { tag, run_id, run_attempt } = isRecord(entry) ? entry : {};
  if (typeof tag !== 'string' || typeof run_id !== 'string' || typeof run_attempt !== 'number') {
    throw wrong(file, 'names no release: give what provkit validate --format json wrote');
  }
  const base = { tag, run_id, run_attempt, ...(isTime(verifiedAt) && { verifiedAt }) };
  if (verdict === 'pass') return { ...base, verdict };
  if (verdict !== 'fail' && verdict !== 'inconclusive') throw wrong(file, 'has no verdict');
  if (!isReason(failureReason)) throw wrong(file, 'has no failure reason that is known');
  const message = textOf(problem) ?? firstMessage(breaches);
  return { ...base, verdict, reason: failureReason, ...(message !== undefined && { message }) };
}

/** Whether a word is in the closed list. */
export function isReason(word: unknown): word is FailureReason {
  return typeof word === 'string' && Object.hasOwn(FAILURE_CLASSES, word);
}

function firstMessage(breaches: JsonValue | undefined): string | undefined {
  const first: unknown = Array.isArray(breaches) ? breaches[0] : undefined;
  return isRecord(first) ? textOf(first.message) : undefined;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isTime(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:]{8}\.\d{3}Z$/.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(file: string, problem: string): CliError {
  return new CliError('USAGE', `${file} ${problem}`);
}
