/** One value of `verifiedLevels`, or one key of `dependencyLevels`, read (SlsaResult of the specification). */
export type Level =
  /** `SLSA_<TRACK>_LEVEL_<n>`; `undefined` for `…_UNEVALUATED`, which claims nothing. */
  | { readonly kind: 'track'; readonly track: string; readonly level: number | undefined }
  /** A verified property of SLSA 1.2, or a value of the verifier's own. */
  | { readonly kind: 'value' }
  /** `FAILED`: the policy was not satisfied. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'malformed'; readonly problem: string };

/** Exact: no leading zero, no sign, nothing behind the number, upper case only. */
const TRACK_LEVEL = /^SLSA_([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)_LEVEL_(0|[1-9][0-9]?|UNEVALUATED)$/;

/** @see slsa.dev/spec/v1.2/verified-properties */
const PROPERTIES: readonly string[] = ['SLSA_SOURCE_TWO_PARTY_REVIEWED', 'SLSA_BUILD_REPRODUCED'];

/**
 * Reads a level. Values that begin with `SLSA_` are SLSA's own, so one that SLSA does not define is malformed and not a
 * value to be skipped; so is one that only its case tells from those, which a person would read as one of them.
 * @see slsa.dev/spec/v1.2/verification_summary#slsaresult
 */
export function readLevel(text: string): Level {
  if (text === 'FAILED') return { kind: 'failed' };
  const [, track, level] = TRACK_LEVEL.exec(text) ?? [];
  if (track !== undefined) {
    return { kind: 'track', track, level: level === 'UNEVALUATED' ? undefined : Number(level) };
  }
  if (PROPERTIES.includes(text)) return { kind: 'value' };
  if (text.trim() === '') return { kind: 'malformed', problem: 'an empty value' };
  if (!/^\s*slsa_/i.test(text)) return { kind: 'value' };
  const problem = 'neither a level SLSA_<TRACK>_LEVEL_<n> nor a property that SLSA 1.2 defines';
  return { kind: 'malformed', problem };
}

/** What a summary says of levels: one of each track, and the values beside them. */
export interface Levels {
  /** Highest level by track; `undefined` where the verifier makes no claim. */
  readonly tracks: ReadonlyMap<string, number | undefined>;
  /** Every value as it was written. */
  readonly values: ReadonlySet<string>;
}

/** The levels, or which value keeps the list from having one meaning. */
export type LevelsOutcome =
  | { readonly levels: Levels }
  | { readonly problem: string; readonly index: number };

/**
 * Reads the levels of a summary that passed. A track with two levels is refused ("MUST NOT include more than one level
 * per SLSA track"): readers would differ in which one counts.
 */
export function readLevels(values: readonly string[]): LevelsOutcome {
  const tracks = new Map<string, number | undefined>();
  for (const [index, value] of values.entries()) {
    const read = readLevel(value);
    if (read.kind === 'malformed') return { problem: read.problem, index };
    if (read.kind === 'failed') {
      return { problem: 'FAILED among the levels of what has passed', index };
    }
    if (read.kind !== 'track') continue;
    if (tracks.has(read.track)) {
      return { problem: `a second level of the track ${read.track}`, index };
    }
    tracks.set(read.track, read.level);
  }
  return { levels: { tracks, values: new Set(values) } };
}

/**
 * Whether the levels contain an expected one. A level implies the lower ones of its track; everything else, also
 * `…_UNEVALUATED`, must be there as it is. No claim never counts for a level, not even for level 0.
 */
export function meets({ tracks, values }: Levels, expected: string): boolean {
  const wanted = readLevel(expected);
  if (wanted.kind !== 'track' || wanted.level === undefined) return values.has(expected);
  const stated = tracks.get(wanted.track);
  return stated !== undefined && stated >= wanted.level;
}
