import { createEvent, NATURAL_KEYS, naturalKeyOf } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import { AT, DRAFTS, EVENT_TYPES, HASH, lockWaited } from './samples.ts';

describe('NATURAL_KEYS', () => {
  it.each(EVENT_TYPES)(
    'spec 3.2: %s with another value in any part of its key is another event',
    (type) => {
      const draft: Record<string, unknown> = { ...DRAFTS[type] };
      const key = naturalKeyOf(draft as never);
      expect(key).toHaveLength(NATURAL_KEYS[type].length);
      for (const [index, part] of NATURAL_KEYS[type].entries()) {
        const changed = naturalKeyOf(withOther(draft, part) as never);
        expect(changed.filter((value, at) => value !== key[at])).toHaveLength(1);
        expect(changed[index]).not.toBe(key[index]);
      }
    },
  );

  it.each(EVENT_TYPES)('spec 3.2: the key of %s holds single values only', (type) => {
    for (const value of naturalKeyOf(DRAFTS[type])) {
      expect(['string', 'number', 'boolean']).toContain(typeof value);
    }
  });
});

describe('naturalKeyOf', () => {
  it('spec 3.2: names a lock’s wait by the run of the program and its count', () => {
    expect(naturalKeyOf(lockWaited(3, 'run-a'))).toEqual(['run-a', 3]);
  });

  it('spec 3.2: counts one observation of a token per UTC day', () => {
    const draft = DRAFTS['token.observed'];
    const sameDay = { ...draft, at: '2026-11-24T23:59:59.999Z' };
    const nextDay = { ...draft, at: '2026-11-25T00:00:00.000Z' };
    expect(naturalKeyOf(draft)).toEqual(['123456', 'OPS_NOTIFY_TOKEN', '2026-11-24']);
    expect(naturalKeyOf(sameDay)).toEqual(naturalKeyOf(draft));
    expect(naturalKeyOf(nextDay)).not.toEqual(naturalKeyOf(draft));
  });

  it('falls back to the repository’s URL where its numeric id is unknown', () => {
    const offline = { ...DRAFTS['issue.opened'], repository_id: null };
    expect(naturalKeyOf(offline)).toEqual(['https://github.com/acme/widgets', 7]);
  });

  it('spec 3.1: ends the key of a correction with what it corrects and when it was recorded', () => {
    const draft = { ...DRAFTS['recovery.closed'], corrects: 'f'.repeat(64), recorded_at: AT };
    expect(naturalKeyOf(createEvent(draft))).toEqual([HASH, 'f'.repeat(64), AT]);
  });
});

/** The draft with one part of its key changed to another valid value. */
function withOther(draft: Record<string, unknown>, part: string): Record<string, unknown> {
  if (part === 'producer.instance') {
    return { ...draft, producer: { name: 'provkit', version: '0.1.0', instance: 'other' } };
  }
  if (part === 'at.day') return { ...draft, at: '2026-12-01T00:00:00.000Z' };
  const value = draft[part];
  return { ...draft, [part]: typeof value === 'number' ? value + 1 : `${String(value)}0` };
}
