import { describe, expect, test } from 'vitest';
import { type Entry, type LintOptions, lint, type Manifest } from '../../src/index.ts';
import { manifestWith } from '../arbitrary-manifest.ts';
import { TRANSITIONS } from './transitions.ts';

/** Entries as a manifest; each with what the small one of `manifestWith` has, unless it says otherwise. */
export function holding(...entries: readonly Partial<Entry>[]): Manifest {
  const whole = entries.map((changes, n) => {
    const [entry] = manifestWith({ run_id: String(42 + n), ...changes }).entries;
    return entry as Entry; // manifestWith makes one
  });
  return { ...manifestWith(), entries: whole };
}

/** What one rule finds, as `pointer: message`; `before` makes it a change. */
export function found(
  rule: string,
  after: Manifest,
  before?: Manifest,
  options: Pick<LintOptions, 'now' | 'path' | 'elsewhere'> = {},
): readonly string[] {
  const change = before ? { before, transitions: TRANSITIONS } : {};
  return lint(after, { ...options, ...change })
    .filter((finding) => finding.rule === rule)
    .map(({ pointer, message }) => `${pointer}: ${message}`);
}

/** The time at which the tables of `each` are judged. */
export const NOW = new Date('2026-02-15T12:00:00.000Z');

/** Title, entry, and what is found in a manifest that holds it alone. */
export type Case = readonly [string, Partial<Entry>, readonly string[]];

/** Tests a rule on manifests of one entry. */
export function each(rule: string, cases: readonly Case[]): void {
  describe(rule, () => {
    test.each(cases)('%s', (_, entry, expected) => {
      expect(found(rule, holding(entry), undefined, { now: NOW })).toEqual(expected);
    });
  });
}
