import { createEvent } from '@provkit/metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CANCEL, decodeLine, encodeEvent, MAX_LINE_BYTES } from '../src/event-line.ts';
import { DRAFTS, EVENT_TYPES, HASH, lockWaited } from './samples.ts';

const decode = (text: string, isWhole = true) =>
  decodeLine({ number: 3, bytes: Buffer.from(text), isWhole });

describe('encodeEvent', () => {
  it.each(EVENT_TYPES)('writes %s as one line, which reads back equal', (type) => {
    const event = createEvent(DRAFTS[type]);
    const line = encodeEvent(event);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(decode(line.slice(0, -1))).toEqual(event);
  });

  it('keeps newlines, separators and control characters of a field inside the line', () => {
    const event = createEvent({
      ...DRAFTS['lock.waited'],
      holder: `a\n\r\u2028${CANCEL}\u0000"`,
    });
    const line = encodeEvent(event);
    for (const character of ['\r', CANCEL, '\u0000']) expect(line).not.toContain(character);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(decode(line.slice(0, -1))).toEqual(event);
  });

  it('refuses an event beyond the limit of a line', () => {
    const effects = Array.from({ length: 16 }, () => '\u0001'.repeat(1024)); // six bytes each, escaped
    const event = createEvent({ ...DRAFTS['recovery.transitioned'], effects });
    expect(() => encodeEvent(event)).toThrow(expect.objectContaining({ code: 'LINE_TOO_LARGE' }));
  });
});

describe('decodeLine', () => {
  it.each(['{', 'null', '[]', '{"type":"lock.waited"}', '{"a":1,"a":2}', '\u0000\u0000', 'é'])(
    'reports %j as malformed, with its number',
    (text) => {
      expect(decode(text)).toMatchObject({
        code: 'LINE_MALFORMED',
        line: 3,
        message: expect.stringMatching(/^line 3: /) as string,
      });
    },
  );

  it('reports a line whose event was altered', () => {
    const line = encodeEvent(lockWaited(1)).replace('"seq":1', '"seq":2');
    expect(decode(line.trim())).toMatchObject({ code: 'LINE_MALFORMED' });
  });

  it('skips an empty line, and one that holds only a cancellation', () => {
    expect(decode('')).toBe(undefined);
    expect(decode(CANCEL)).toBe(undefined);
  });

  it('reports a cancelled line as torn, even one that would read as an event', () => {
    expect(decode(`{"type":"lo${CANCEL}`)).toMatchObject({ code: 'LINE_TORN', line: 3 });
    expect(decode(`{"a":1}${CANCEL}`)).toMatchObject({ code: 'LINE_TORN' });
  });

  it('takes no beginning of an event for an event', () => {
    const text = encodeEvent(lockWaited(1)).trim();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 1 }), (length) => {
        expect(decode(text.slice(0, length), false)).toMatchObject({ code: 'LINE_TORN' });
      }),
    );
    expect(decode(text, false)).toMatchObject({ id: lockWaited(1).id });
  });

  it('reports a line that was longer than is kept', () => {
    expect(decodeLine({ number: 9, isWhole: true })).toMatchObject({
      code: 'LINE_TOO_LARGE',
      line: 9,
      message: expect.stringContaining(String(MAX_LINE_BYTES)) as string,
    });
  });

  it('never quotes the line', () => {
    const secret = 'ghs_secretsecret';
    const texts = [`{"token":"${secret}"}`, `"${secret}`, `{"type":"${secret}"}`, HASH + secret];
    for (const text of texts) expect(String(decode(text))).not.toContain(secret);
  });
});
