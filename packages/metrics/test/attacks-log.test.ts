import { appendFile, writeFile } from 'node:fs/promises';
import { createEvent, type Event, parseEvent } from '@provkit/metrics';
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from '../src/event-line.ts';
import { appendTo, line, openFolder, readLog, removeFolder } from './attacked-log.ts';
import { invalid } from './refusals.ts';
import { DRAFTS, EVENT_TYPES, lockWaited } from './samples.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  ({ folder, path } = await openFolder());
});
afterEach(() => removeFolder(folder));

const readAll = (file = path) => readLog(file);
const append = (...seqs: number[]) => appendTo(path, ...seqs);

describe('a log: what was acknowledged can be read', () => {
  /** Each text of an event that is free, by its pointer. */
  const texts: (readonly [string, (text: string) => unknown])[] = [
    ['/holder', (holder) => createEvent({ ...DRAFTS['lock.waited'], holder })],
    ['/tag', (tag) => createEvent({ ...DRAFTS['lock.waited'], tag })],
    [
      '/repository',
      (text) =>
        createEvent({
          ...DRAFTS['lock.waited'],
          repository: `https://github.com/acme/${text}`,
        }),
    ],
    [
      '/producer/instance',
      (instance) =>
        createEvent({
          ...DRAFTS['lock.waited'],
          producer: { ...DRAFTS['lock.waited'].producer, instance },
        }),
    ],
  ];

  it.each(texts)(
    'T15: refuses half of a surrogate pair in %s, which no reader would take',
    (pointer, of) => {
      for (const text of ['\ud800', 'a\udc00b', '\udc00\ud800'])
        expect(() => of(text)).toThrow(invalid(pointer));
      expect(of('😀')).toBeTypeOf('object');
    },
  );

  it('whatever append took is read back, in every type', async () => {
    const events = EVENT_TYPES.map((type, index) =>
      createEvent({ ...DRAFTS[type], tag: '😀 "\\\u0000\u2028\u0018', seq: index + 1 } as never),
    ) as Event[];
    await createNdjsonLog({ path }).append(events);
    expect(await readAll()).toEqual(events.map(({ seq }) => seq));
  });

  it('refuses a member that JSON would not write as it is', () => {
    const whole = lockWaited(1);
    for (const change of [
      { wait_ms: Number.POSITIVE_INFINITY },
      { wait_ms: Number.NaN },
      { wait_ms: 2 ** 53 },
      { holder: undefined },
      JSON.parse('{"__proto__":{"polluted":true}}') as object,
    ]) {
      const event: unknown = Object.assign(Object.create(null), whole);
      for (const [key, value] of Object.entries(change)) {
        Object.defineProperty(event, key, { value, enumerable: true });
      }
      expect(() => parseEvent(event)).toThrow(invalid());
    }
  });
});

describe('a log: lines that somebody else wrote', () => {
  const whole = () => JSON.stringify(lockWaited(1));

  it.each([
    ['a byte order mark', () => `\ufeff${whole()}`],
    ['a key that is there twice', () => whole().replace('"seq":1', '"seq":1,"seq":1')],
    ['a prototype', () => whole().replace('"seq":1', '"seq":1,"__proto__":{}')],
    ['a number beyond all', () => whole().replace('"wait_ms":0', '"wait_ms":1e400')],
    ['half a pair', () => whole().replace('"holder":null', '"holder":"\\ud800"')],
    [
      'a number too large to keep',
      () => whole().replace('"wait_ms":0', '"wait_ms":9007199254740993'),
    ],
    ['a fraction', () => whole().replace('"wait_ms":0', '"wait_ms":0.5')],
    ['a negative wait', () => whole().replace('"wait_ms":0', '"wait_ms":-1')],
    ['two events', () => `${whole()}${whole()}`],
    ['an event in a list', () => `[${whole()}]`],
  ])('%s is no event, and hides none', async (_what, make) => {
    await writeFile(path, `${make()}\n${line(lockWaited(2))}`);
    expect(await readAll()).toEqual(['LINE_MALFORMED 1', 2]);
  });

  it('lines that end as on Windows are events', async () => {
    await writeFile(path, `${whole()}\r\n${line(lockWaited(2))}`);
    expect(await readAll()).toEqual([1, 2]);
  });

  it('a line of exactly the limit is read, one of a byte more is too large, and hides none', async () => {
    const padded = (size: number) =>
      `${whole()
        .slice(0, -1)
        .padEnd(size - 1)}}\n`;
    await writeFile(
      path,
      `${padded(MAX_LINE_BYTES)}${padded(MAX_LINE_BYTES + 1)}${line(lockWaited(3))}`,
    );
    expect(await readAll()).toEqual([1, 'LINE_TOO_LARGE 2', 3]);
  });

  it('zeros that a power cut left, however many, are a torn line and no damage', async () => {
    await append(1);
    await appendFile(path, Buffer.alloc(3 * MAX_LINE_BYTES));
    expect(await readAll()).toEqual([1, 'LINE_TORN 2']);
    await append(2);
    expect(await readAll()).toEqual([1, 'LINE_TORN 2', 2]);
  });
});
