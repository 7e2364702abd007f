import { hostileText } from '@provkit/testkit/text';
import fc from 'fast-check';
import type { Alert } from '../../src/alert.ts';

/** Members whose values are ours, and mean something to the formats. */
const OURS: ReadonlySet<string> = new Set([
  'alert_id',
  'fingerprint',
  'failure_reason',
  'severity',
  'class',
]);

/** A value of the same shape, in which every text that comes from outside is another one. */
export function spoil<T>(value: T, text: (name: string) => string): T {
  return spoiled(value, text) as T; // of the same shape
}

function spoiled(value: unknown, text: (name: string) => string, name = ''): unknown {
  if (typeof value === 'string') return OURS.has(name) ? value : text(name);
  if (Array.isArray(value)) return value.map((item) => spoiled(item, text, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, spoiled(member, text, key)]),
  );
}

/** Alerts in which every text from outside tries to be more than that; URLs are none that may be linked to. */
export function hostileAlert(alert: Alert): fc.Arbitrary<Alert> {
  return fc.array(hostileText, { minLength: 1, maxLength: 12 }).map((texts) => {
    let next = -1;
    return spoil(alert, (name) => {
      next += 1;
      // a message that is blank is none, and URLs that may be linked to would be
      return `${/message|url/.test(name) ? 'x' : ''} ${texts[next % texts.length] ?? ''}`;
    });
  });
}
