import type { Event } from '../event.ts';
import { codeOf, type TypeCode } from './columns.ts';
import type { Place } from './repository-ids.ts';

/** An event that is known, as far as corrections are concerned. */
export interface Known {
  /** `NO_ROW` where it is of no history: a test, or what happens only after `asOf`. */
  readonly row: number;
  readonly code: TypeCode;
  readonly place: Place;
}

/** An event that corrects another one. */
export interface Correction extends Known {
  readonly id: string;
  readonly corrects: string;
  /** In ms since 1970. */
  readonly recorded: number;
  /** A test replaces nothing, and what corrects it corrects what it corrects. */
  readonly isTest: boolean;
}

/** The row of what has none. */
export const NO_ROW = -1;

type CorrectingEvent = Event & { readonly corrects: string };

/** Whether an event corrects another one. */
export function isCorrection(event: Event): event is CorrectingEvent {
  return event.corrects !== undefined;
}

/** What is kept of a correction. @param recorded in ms since 1970 */
export function correctionOf(event: CorrectingEvent, recorded: number, row: number): Correction {
  const { id, corrects, repository, repository_id, trigger } = event;
  const place = { repository, repository_id };
  return {
    id,
    corrects,
    recorded,
    row,
    place,
    code: codeOf(event.type),
    isTest: trigger === 'test',
  };
}

/** Which rows a correction replaced, and which row stands for an id instead; `NO_ROW` where none does. */
export interface Standing {
  readonly replaced: ReadonlySet<number>;
  readonly standsFor: ReadonlyMap<string, number>;
}

/** What a history knows of events. */
export interface Register {
  find(id: string): Known | undefined;
  repositoryOf(place: Place): string;
}

/**
 * The last correction stands, by (`recorded_at`, `id`); also one that corrects a correction (spec.md 3.1). An event of another
 * type or repository corrects nothing: it stands beside what it names. Pure; the order of `corrections` changes nothing.
 */
export function applyCorrections(corrections: readonly Correction[], register: Register): Standing {
  const byId = firstById(corrections);
  const kindOf = ({ code, place }: Known) => `${code} ${register.repositoryOf(place)}`;
  const find = (id: string) => byId.get(id) ?? register.find(id);
  const originalOf = followed(byId, (correction) => {
    const corrected = find(correction.corrects);
    return !corrected || kindOf(corrected) === kindOf(correction);
  });
  // what is not known may be corrected by events of several kinds: then each kind is a family
  const families = Map.groupBy(byId.values(), (one) => `${kindOf(one)}\n${originalOf(one)}`);
  const replaced = new Set<number>();
  const standsFor = new Map<string, number>();
  for (const [, family] of [...families].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = family.filter(({ isTest }) => !isTest).reduce(later, undefined);
    if (!last) continue;
    const original = originalOf(last);
    for (const id of [original, ...family.map((correction) => correction.id)]) {
      standsFor.set(id, last.row);
      const { row } = find(id) ?? { row: NO_ROW };
      if (row !== NO_ROW && row !== last.row) replaced.add(row);
    }
  }
  return { replaced, standsFor };
}

/** Each id once. */
function firstById(corrections: readonly Correction[]): ReadonlyMap<string, Correction> {
  const byId = new Map<string, Correction>();
  for (const correction of corrections) {
    const known = byId.get(correction.id);
    if (!known || isPreferred(correction, known)) byId.set(correction.id, correction);
  }
  return byId;
}

/** Of two records of one id that of the history, else the one recorded first. */
function isPreferred(a: Correction, b: Correction): boolean {
  if ((a.row === NO_ROW) !== (b.row === NO_ROW)) return b.row === NO_ROW;
  if (a.recorded !== b.recorded) return a.recorded < b.recorded;
  return a.isTest === b.isTest ? a.corrects < b.corrects : b.isTest;
}

/**
 * Finds what a correction corrects in the end; each one is followed once, however long their chain.
 * @param isValid whether it corrects what it names
 */
function followed(
  corrections: ReadonlyMap<string, Correction>,
  isValid: (correction: Correction) => boolean,
): (correction: Correction) => string {
  const originals = new Map<string, string>();
  const correctedBy = (id: string): string | undefined => {
    const correction = corrections.get(id);
    return correction && isValid(correction) ? correction.corrects : undefined;
  };
  return ({ id: first }) => {
    const seen = new Set([first]);
    let id = originals.get(first) ?? first;
    for (
      let next = correctedBy(id);
      next !== undefined && !seen.has(next);
      next = correctedBy(id)
    ) {
      seen.add(next);
      id = originals.get(next) ?? next;
    }
    for (const one of seen) originals.set(one, id);
    return id;
  };
}

function later(a: Correction | undefined, b: Correction): Correction {
  if (!a || a.recorded < b.recorded) return b;
  return a.recorded === b.recorded && a.id < b.id ? b : a;
}
