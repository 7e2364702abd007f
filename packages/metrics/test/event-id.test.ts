import { eventId } from '@provkit/metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('eventId', () => {
  it('spec 3.1: is the SHA-256 of type and natural key, written as a JSON array', () => {
    // printf '["recovery.closed","abc"]' | sha256sum
    expect(eventId('recovery.closed', ['abc'])).toBe(
      'c93d650e9a05348c4a8aaae34967edc87fe47972d8e018f59d9dcb544135dc12',
    );
  });

  it('tells keys apart that would run together', () => {
    const key = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 4 });
    fc.assert(
      fc.property(key, key, (a, b) => {
        const isSame = JSON.stringify(a) === JSON.stringify(b);
        expect(eventId('lock.waited', a) === eventId('lock.waited', b)).toBe(isSame);
      }),
    );
    expect(eventId('lock.waited', ['a', 'bc'])).not.toBe(eventId('lock.waited', ['ab', 'c']));
    expect(eventId('lock.waited', ['1'])).not.toBe(eventId('lock.waited', [1]));
  });

  it('tells types apart that have the same key', () => {
    expect(eventId('recovery.opened', ['x'])).not.toBe(eventId('recovery.closed', ['x']));
  });
});
