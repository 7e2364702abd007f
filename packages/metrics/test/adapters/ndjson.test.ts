import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Event, MetricsError } from '@provkit/metrics';
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invalid } from '../refusals.ts';
import { HASH, lockWaited } from '../samples.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-ndjson-'));
  path = join(folder, 'events.ndjson');
});
afterEach(() => rm(folder, { recursive: true }));

async function collect(events: AsyncIterable<Event>): Promise<Event[]> {
  const collected: Event[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

/** All events of the log, and the codes and lines of what is none. */
async function readAll(file = path) {
  const problems: MetricsError[] = [];
  const log = createNdjsonLog({ path: file });
  const events = await collect(log.read({ onProblem: (problem) => problems.push(problem) }));
  return { events, problems: problems.map(({ code, line }) => [code, line]) };
}

const code = (value: string): unknown =>
  expect.objectContaining({ name: 'MetricsError', code: value });

describe('createNdjsonLog: append and read', () => {
  it('reads back what was stored, in order, one event per line', async () => {
    const events = [lockWaited(1), lockWaited(2), lockWaited(3)];
    const log = createNdjsonLog({ path });
    await log.append(events.slice(0, 1));
    await log.append(events.slice(1));
    expect(await readAll()).toEqual({ events, problems: [] });
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines.map((line) => (line ? (JSON.parse(line) as unknown) : 'end'))).toEqual([
      ...events,
      'end',
    ]);
  });

  it('has no events, and makes no file, before the first append', async () => {
    const log = createNdjsonLog({ path });
    await log.append([]);
    expect(await collect(log.read())).toEqual([]);
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('stores appends that were not awaited one after the other', async () => {
    const log = createNdjsonLog({ path });
    const events = Array.from({ length: 40 }, (_, index) => lockWaited(index + 1));
    await Promise.all(events.map((event) => log.append([event])));
    expect((await readAll()).events).toEqual(events);
  });

  it('spec 3.1: stores a repetition, which changes nothing for whoever counts by id', async () => {
    const log = createNdjsonLog({ path });
    await log.append([lockWaited(1)]);
    await log.append([lockWaited(1), lockWaited(2)]);
    const { events } = await readAll();
    expect(new Set(events.map(({ id }) => id))).toEqual(
      new Set([lockWaited(1).id, lockWaited(2).id]),
    );
  });

  it('writes nothing of a batch with an invalid event', async () => {
    const log = createNdjsonLog({ path });
    const forged: Event = { ...lockWaited(2), id: HASH };
    await expect(log.append([lockWaited(1), forged])).rejects.toThrow(invalid('/id'));
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('goes on after an append that was refused', async () => {
    const log = createNdjsonLog({ path });
    const refused = log.append([lockWaited(5)]);
    const stored = log.append([lockWaited(1)]);
    await expect(refused).rejects.toThrow(code('SEQ_GAP'));
    await stored;
    expect((await readAll()).events).toEqual([lockWaited(1)]);
  });

  it('loses and mixes nothing when two processes append at once', async () => {
    const writer = join(import.meta.dirname, 'writer.ts');
    const run = promisify(execFile);
    const flags = ['--conditions=@provkit/source', writer, path];
    await Promise.all(
      ['a', 'b'].map((instance) => run(process.execPath, [...flags, instance, '60'])),
    );
    const { events, problems } = await readAll();
    expect(problems).toEqual([]);
    for (const instance of ['a', 'b']) {
      const seqs = events.filter(({ producer }) => producer.instance === instance);
      expect(seqs.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    }
  });
});

describe('createNdjsonLog: damage', () => {
  it('closes a line that a crash cut off, and keeps every whole one', async () => {
    const log = createNdjsonLog({ path });
    await log.append([lockWaited(1), lockWaited(2)]);
    const { length }: Buffer = await readFile(path);
    await truncate(path, length - 20);
    expect(await readAll()).toEqual({ events: [lockWaited(1)], problems: [['LINE_TORN', 2]] });

    await createNdjsonLog({ path }).append([lockWaited(2), lockWaited(3)]);
    expect(await readAll()).toEqual({
      events: [lockWaited(1), lockWaited(2), lockWaited(3)],
      problems: [['LINE_TORN', 2]],
    });
  });

  it('repairs a crash at any byte of a line', async () => {
    const whole = `${JSON.stringify(lockWaited(1))}\n`;
    for (let length = 1; length < whole.length; length += 37) {
      await writeFile(path, whole.slice(0, length));
      await createNdjsonLog({ path }).append([lockWaited(1)]);
      const { events, problems } = await readAll();
      expect([length, events, problems]).toEqual([length, [lockWaited(1)], [['LINE_TORN', 1]]]);
    }
  });

  it('keeps an event that lacks only its newline, and counts it', async () => {
    const log = createNdjsonLog({ path });
    await writeFile(path, JSON.stringify(lockWaited(1)));
    expect(await log.nextSeq('instance-1')).toBe(2);
    await log.append([lockWaited(2)]);
    expect(await readAll()).toEqual({ events: [lockWaited(1), lockWaited(2)], problems: [] });
  });

  it('repairs a crash during a repair', async () => {
    await writeFile(path, '{"type":"lock\u0018');
    await createNdjsonLog({ path }).append([lockWaited(1)]);
    expect(await readAll()).toEqual({ events: [lockWaited(1)], problems: [['LINE_TORN', 1]] });
  });

  it('repairs a torn line that is longer than any line may be', async () => {
    await writeFile(path, 'x'.repeat(200_000));
    await createNdjsonLog({ path }).append([lockWaited(1)]);
    expect(await readAll()).toEqual({ events: [lockWaited(1)], problems: [['LINE_TOO_LARGE', 1]] });
  });

  it('throws a malformed line with its number, and leaves it out for whoever asks to hear of it', async () => {
    const line = (event: Event) => `${JSON.stringify(event)}\n`;
    await writeFile(path, `${line(lockWaited(1))}{"type":1}\n\n${line(lockWaited(2))}`);
    const log = createNdjsonLog({ path });
    await expect(collect(log.read())).rejects.toMatchObject({
      code: 'LINE_MALFORMED',
      line: 2,
    });
    expect(await readAll()).toEqual({
      events: [lockWaited(1), lockWaited(2)],
      problems: [['LINE_MALFORMED', 2]],
    });
  });

  it('throws a line beyond the limit, and reads what comes after it for whoever asks', async () => {
    await writeFile(path, `${'x'.repeat(1_000_000)}\n`);
    const log = createNdjsonLog({ path });
    await expect(collect(log.read())).rejects.toThrow(code('LINE_TOO_LARGE'));
    await log.append([lockWaited(1)]);
    expect(await readAll()).toEqual({ events: [lockWaited(1)], problems: [['LINE_TOO_LARGE', 1]] });
  });

  it('does not throw a torn line at whoever reads while it is written', async () => {
    await writeFile(path, `${JSON.stringify(lockWaited(1))}\n{"type":"lo`);
    const events = await collect(createNdjsonLog({ path }).read());
    expect(events).toEqual([lockWaited(1)]);
  });
});

describe('createNdjsonLog: seq', () => {
  it('spec 3.1: begins at 1 for a new instance and goes on where a stored one ended', async () => {
    const log = createNdjsonLog({ path });
    expect(await log.nextSeq('a')).toBe(1);
    await log.append([lockWaited(1, 'a'), lockWaited(2, 'a'), lockWaited(1, 'b')]);
    expect(await log.nextSeq('a')).toBe(3);
    const later = createNdjsonLog({ path });
    expect(await later.nextSeq('a')).toBe(3);
    expect(await later.nextSeq('b')).toBe(2);
    await later.append([lockWaited(3, 'a')]);
    expect(await later.nextSeq('a')).toBe(4);
  });

  it('spec 3.1: refuses a gap, also one against what an earlier process stored', async () => {
    await createNdjsonLog({ path }).append([lockWaited(1), lockWaited(2)]);
    const log = createNdjsonLog({ path });
    await expect(log.append([lockWaited(4)])).rejects.toThrow(code('SEQ_GAP'));
    await log.append([lockWaited(3)]);
    expect((await readAll()).events).toHaveLength(3);
  });

  it('goes on after a process that repeats its first event', async () => {
    await createNdjsonLog({ path }).append([lockWaited(1), lockWaited(2)]);
    const log = createNdjsonLog({ path });
    await log.append([lockWaited(1)]);
    await log.append([lockWaited(3)]);
    expect(await log.nextSeq('instance-1')).toBe(4);
  });

  it('does not count what could not be written', async () => {
    const log = createNdjsonLog({ path: join(folder, 'missing', 'events.ndjson') });
    await expect(log.append([lockWaited(1)])).rejects.toThrow(code('LOG_UNAVAILABLE'));
    expect(await log.nextSeq('instance-1')).toBe(1);
  });
});

describe('createNdjsonLog: files that cannot be used', () => {
  it('says so of a folder, with the file system’s code', async () => {
    const log = createNdjsonLog({ path: folder });
    const refusal = {
      code: 'LOG_UNAVAILABLE',
      message: expect.stringContaining('EISDIR') as string,
    };
    await expect(log.append([lockWaited(1)])).rejects.toMatchObject(refusal);
    await expect(collect(log.read())).rejects.toMatchObject(refusal);
  });

  it('says so of a pipe and a device, and never waits for them', async () => {
    const pipe = join(folder, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    for (const other of [pipe, '/dev/zero', '/dev/full']) {
      const log = createNdjsonLog({ path: other });
      const refusal = {
        code: 'LOG_UNAVAILABLE',
        message: expect.stringContaining('it is a device or pipe') as string,
      };
      await expect(collect(log.read())).rejects.toMatchObject(refusal);
      await expect(log.append([lockWaited(1)])).rejects.toMatchObject(refusal);
    }
  });

  it('says so of a path through a file', async () => {
    await appendFile(path, '');
    const log = createNdjsonLog({ path: join(path, 'events.ndjson') });
    await expect(collect(log.read())).rejects.toThrow(code('LOG_UNAVAILABLE'));
  });
});

describe('createNdjsonLog: rotation', () => {
  const rotating = () => createNdjsonLog({ path, rotateAtBytes: 1500 });

  it('sets a large file aside, and reads all of them, the oldest first', async () => {
    const events = [1, 2, 3, 4, 5, 6, 7].map((seq) => lockWaited(seq));
    for (const event of events) await rotating().append([event]);
    const files = await readdir(folder);
    expect(files.length).toBeGreaterThan(2);
    expect(files).toContain('events.ndjson');
    expect((await readAll()).events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await rotating().nextSeq('instance-1')).toBe(8);
  });

  it('a line that was cut off before the file was set aside is told of, and nothing else is lost', async () => {
    await rotating().append([lockWaited(1), lockWaited(2), lockWaited(3)]);
    await appendFile(path, '{"type":"lo');
    await rotating().append([lockWaited(4)]);
    const { events, problems } = await readAll();
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(problems).toEqual([['LINE_TORN', 4]]);
  });

  it('reads nothing twice of what is set aside while it is read', async () => {
    await rotating().append([lockWaited(1), lockWaited(2), lockWaited(3)]);
    const reading = createNdjsonLog({ path }).read()[Symbol.asyncIterator]();
    const first = await reading.next();
    await rotating().append([lockWaited(4)]);
    const rest: number[] = [];
    for (let next = await reading.next(); !next.done; next = await reading.next()) {
      rest.push(next.value.seq);
    }
    expect([first.value.seq, ...rest]).toEqual([1, 2, 3]);
  });

  it('takes no other file for one that was set aside', async () => {
    await rotating().append([lockWaited(1)]);
    await writeFile(join(folder, 'events.old.ndjson'), 'no event\n');
    await writeFile(join(folder, 'other.20260131T120000000Z-0123abcd.ndjson'), 'no event\n');
    expect(await readAll()).toEqual({ events: [lockWaited(1)], problems: [] });
  });
});
