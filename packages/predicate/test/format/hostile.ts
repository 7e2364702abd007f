import { hostileText } from '@provkit/testkit/text';
import fc from 'fast-check';
import type { Report } from '../../src/index.ts';

/** Members whose values are ours, and mean something to the formats. */
const OURS = new Set([
  'verdict', 'status', 'id', 'reason', 'failureReason', 'outcome', 'spec', 'profile', 'newestAuthority',
  'verifiedAt', 'sanKind', 'sha256', 'sha384', 'sha512', 'hint',
]); // biome-ignore format: a table

/** A report in which every text that evidence, files or flags decide is another one; all else stays. */
export function spoil(report: Report, text: () => string): Report {
  return spoiled(report, text) as Report; // of the same shape
}

function spoiled(value: unknown, text: () => string, key = ''): unknown {
  if (typeof value === 'string') return OURS.has(key) ? value : text();
  if (Array.isArray(value)) return value.map((item) => spoiled(item, text, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, spoiled(member, text, name)]),
  );
}

/** Texts in turn, for every place of a report. */
export const hostileTexts: fc.Arbitrary<() => string> = fc
  .array(hostileText, { minLength: 1, maxLength: 12 })
  .map((texts) => {
    let next = -1;
    return () => {
      next += 1;
      return texts[next % texts.length] ?? '';
    };
  });
