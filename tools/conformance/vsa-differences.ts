import type { VsaCase } from './vsa-case.ts';

/** A kind of row about which we and slsa-verifier differ on purpose. */
export interface VsaDifference {
  readonly applies: (row: VsaCase) => boolean;
  /** What we say instead. */
  readonly ours: readonly string[];
  readonly reason: string;
}

const TRACK_LEVEL = /^SLSA_(.+)_LEVEL_(.*)$/;

/** Tracks with more than one level, in any of its spellings. */
function hasTwoOfATrack({ levels }: VsaCase): boolean {
  const stated = levels.map((level) => TRACK_LEVEL.exec(level)?.[1]).filter((track) => track);
  return new Set(stated).size < stated.length;
}

/** The differences, each with the rule that explains it. */
export const VSA_DIFFERENCES: readonly VsaDifference[] = [
  {
    applies: ({ hasOtherHash }) => hasOtherHash,
    ours: ['pass'],
    reason:
      'The hash follows from the key and is no option here, so a wrong one cannot be asked for; the envelope itself is good.',
  },
  {
    applies: ({ expect, levels }) =>
      expect === 'pass' && levels.some((level) => /_LEVEL_[+0-]\d/.test(level)),
    ours: ['levels', 'VSA_INVALID'],
    reason:
      'SLSA writes levels without sign or leading zero; slsa-verifier reads what Go takes for a number.',
  },
  {
    applies: (row) => row.expect === 'pass' && hasTwoOfATrack(row),
    ours: ['levels'],
    reason:
      'A track has one level (SLSA VSA, verifiedLevels: "MUST NOT"); slsa-verifier takes the highest.',
  },
];
