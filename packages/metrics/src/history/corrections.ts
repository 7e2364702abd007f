/** What an event that corrects another one says of itself. */
export interface Correction {
  readonly id: string;
  readonly corrects: string;
  /** In ms since 1970. */
  readonly recorded: number;
}

/** Which rows a correction replaced, and which row stands for an id instead. */
export interface Standing {
  readonly replaced: ReadonlySet<number>;
  readonly standsFor: ReadonlyMap<string, number>;
}

/**
 * The last correction stands, by (`recorded_at`, `id`); also one that corrects a correction (spec.md 3.1). Pure.
 * @param corrections by row
 * @param rowOf the row of an event that is known, else -1
 */
export function applyCorrections(
  corrections: ReadonlyMap<number, Correction>,
  rowOf: (id: string) => number,
): Standing {
  const replaced = new Set<number>();
  const standsFor = new Map<string, number>();
  const families = Map.groupBy(corrections.values(), originals(corrections, rowOf));
  for (const [id, family] of families) {
    const last = family.reduce((a, b) => (isLater(b, a) ? b : a));
    const stands = rowOf(last.id);
    for (const member of [id, ...family.map((correction) => correction.id)]) {
      standsFor.set(member, stands);
      const row = rowOf(member);
      if (row !== -1 && member !== last.id) replaced.add(row);
    }
  }
  return { replaced, standsFor };
}

/** Finds what a correction corrects in the end; each one is followed once, however long their chain. */
function originals(
  corrections: ReadonlyMap<number, Correction>,
  rowOf: (id: string) => number,
): (correction: Correction) => string {
  const found = new Map<string, string>();
  return (correction) => {
    const followed = new Set([correction.id]);
    let id = correction.corrects;
    while (!followed.has(id) && !found.has(id)) {
      followed.add(id);
      const next = corrections.get(rowOf(id))?.corrects;
      if (next === undefined) break;
      id = next;
    }
    const original = found.get(id) ?? id;
    for (const one of followed) found.set(one, original);
    return original;
  };
}

function isLater(a: Correction, b: Correction): boolean {
  return a.recorded === b.recorded ? a.id > b.id : a.recorded > b.recorded;
}
