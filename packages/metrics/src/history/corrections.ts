import type { Fact } from './fact.ts';
import type { IdIndex } from './id-index.ts';

/** What an event that corrects another one says of itself. */
export interface Correction {
  readonly id: string;
  readonly corrects: string;
  /** In ms since 1970. */
  readonly recorded: number;
}

/** Which facts a correction replaced, by position, and what stands for an id instead. */
export interface Standing {
  readonly replaced: ReadonlySet<number>;
  readonly standsFor: ReadonlyMap<string, Fact>;
}

/**
 * The last correction stands, by (`recorded_at`, `id`); also one that corrects a correction (spec.md 3.1). Pure.
 * @param corrections by position
 */
export function applyCorrections(
  corrections: ReadonlyMap<number, Correction>,
  facts: readonly (Fact | undefined)[],
  index: IdIndex,
): Standing {
  const replaced = new Set<number>();
  const standsFor = new Map<string, Fact>();
  const original = (correction: Correction): string => {
    const seen = new Set<string>();
    let id = correction.id;
    let corrects: string | undefined = correction.corrects;
    while (corrects !== undefined && !seen.has(corrects)) {
      seen.add(corrects);
      id = corrects;
      corrects = corrections.get(index.find(id))?.corrects;
    }
    return id;
  };
  const families = Map.groupBy(corrections.values(), original);
  for (const [id, family] of families) {
    const last = family.reduce((a, b) => (isLater(b, a) ? b : a));
    const stands = facts[index.find(last.id)];
    for (const member of [id, ...family.map((correction) => correction.id)]) {
      if (stands) standsFor.set(member, stands);
      const position = index.find(member);
      if (position !== -1 && member !== last.id) replaced.add(position);
    }
  }
  return { replaced, standsFor };
}

function isLater(a: Correction, b: Correction): boolean {
  return a.recorded === b.recorded ? a.id > b.id : a.recorded > b.recorded;
}
