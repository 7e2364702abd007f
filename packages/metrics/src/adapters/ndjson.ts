import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Event } from '../event.ts';
import { CANCEL, decodeLine, encodeEvent, MAX_LINE_BYTES } from '../event-line.ts';
import type { EventLog, ReadOptions } from '../event-log.ts';
import { createLineSplitter, type Line, NEWLINE } from '../line-splitter.ts';
import { isMetricsError, MetricsError } from '../metrics-error.ts';
import { parseEvent } from '../parse-event.ts';
import { advance, type LastSeqs } from '../sequence.ts';
import { findSegments, setAside } from './segments.ts';

export interface NdjsonLogOptions {
  /** The file; made when the first event is stored. Its folder must exist. */
  readonly path: string;
  /**
   * When the file has so many bytes it is set aside, as `<name>.<time>-<random>.ndjson` beside it, and a new one begun.
   * Default: never. Readers of `path` read what was set aside too.
   */
  readonly rotateAtBytes?: number;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * A log in a file, one event per line (NDJSON). Several processes may append to one file on a local file system: a batch
 * is one write with O_APPEND, and fsync comes before `append` resolves. A line that a crash cut off is closed by the next
 * append, never cut away, since cutting could take another process's line with it.
 * @example
 * const log = createNdjsonLog({ path: 'events.ndjson' });
 * await log.append([event]);
 * for await (const event of log.read()) console.log(event.type);
 */
export function createNdjsonLog({
  path,
  rotateAtBytes = Number.POSITIVE_INFINITY,
}: NdjsonLogOptions): EventLog {
  let lastSeqs: LastSeqs = new Map();
  /** The highest number of each instance that was stored here: it holds even when the file is gone since. */
  const stored = new Map<string, number>();
  let queue: Promise<unknown> = Promise.resolve();

  /** Learns an instance's last number from the file, once. */
  const learn = async (instance: string): Promise<void> => {
    if (lastSeqs.has(instance)) return;
    let last = stored.get(instance) ?? 0;
    // What is no event has no number; whoever reads the log is told of it.
    for await (const event of readEvents(path, { onProblem: () => {} })) {
      if (event.producer.instance === instance) last = Math.max(last, event.seq);
    }
    lastSeqs = new Map(lastSeqs).set(instance, last);
  };

  const append = async (events: readonly Event[]): Promise<void> => {
    const lines = events.map((event) => encodeEvent(parseEvent(event)));
    for (const instance of continuedBy(events)) await learn(instance);
    const advanced = advance(lastSeqs, events);
    if (lines.length > 0) await appendText(path, lines.join(''), rotateAtBytes);
    for (const { producer, seq } of events) {
      stored.set(producer.instance, Math.max(seq, stored.get(producer.instance) ?? 0));
    }
    // An instance that seemed new may have been repeating itself: its last number is only known once it was learnt.
    lastSeqs = new Map([...advanced].filter(([instance]) => lastSeqs.has(instance)));
  };

  /** One after the other, so that numbers are checked against what was stored before. */
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(task);
    queue = done.catch(() => {}); // who called hears of it; the next one starts afresh
    return done;
  };

  return {
    append: (events) => inTurn(() => append(events)),
    read: (options = {}) => readEvents(path, options),
    nextSeq: (instance) =>
      inTurn(async () => {
        await learn(instance);
        return (lastSeqs.get(instance) ?? 0) + 1;
      }),
  };
}

/** The instances that do not begin at 1: what they continue is in the file, which need not be read for the others. */
function continuedBy(events: readonly Event[]): string[] {
  const firstSeqs = new Map<string, number>();
  for (const { producer, seq } of events) {
    if (!firstSeqs.has(producer.instance)) firstSeqs.set(producer.instance, seq);
  }
  return [...firstSeqs].filter(([, seq]) => seq > 1).map(([instance]) => instance);
}

async function* readEvents(path: string, { onProblem }: ReadOptions): AsyncGenerator<Event> {
  for await (const line of linesOf(path)) {
    const content = decodeLine(line);
    if (!isMetricsError(content)) {
      if (content) yield content;
    } else if (onProblem) {
      onProblem(content);
    } else if (content.code !== 'LINE_TORN') {
      throw content;
    }
  }
}

/**
 * Lines of what was set aside, the oldest first, and then of the file; each file counts from 1. The file is opened before
 * the folder is looked at: what is set aside in between is found by its inode, and not read twice.
 */
async function* linesOf(path: string): AsyncGenerator<Line> {
  const file = await openToRead(path);
  try {
    const inode = (await file?.stat())?.ino;
    for (const segment of await segmentsOf(path)) {
      const aside = await openToRead(segment);
      try {
        if (aside && (await aside.stat()).ino !== inode) yield* linesIn(aside, segment);
      } finally {
        await aside?.close();
      }
    }
    if (file) yield* linesIn(file, path);
  } finally {
    await file?.close();
  }
}

async function segmentsOf(path: string): Promise<readonly string[]> {
  return findSegments(path).catch((cause: unknown) => {
    throw unavailable(dirname(path), 'read', cause);
  });
}

async function openToRead(path: string): Promise<FileHandle | undefined> {
  return openFile(path, constants.O_RDONLY).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw unavailable(path, 'read', cause);
  });
}

async function* linesIn(file: FileHandle, path: string): AsyncGenerator<Line> {
  const splitter = createLineSplitter(MAX_LINE_BYTES);
  const buffer = new Uint8Array(CHUNK_BYTES);
  for (;;) {
    const { bytesRead } = await file.read(buffer).catch((cause: unknown) => {
      throw unavailable(path, 'read', cause);
    });
    if (bytesRead === 0) break;
    yield* splitter.push(buffer.subarray(0, bytesRead));
  }
  const rest = splitter.end();
  if (rest) yield rest;
}

async function appendText(path: string, text: string, rotateAtBytes: number): Promise<void> {
  try {
    await setAside(path, rotateAtBytes);
    const file = await openFile(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT);
    try {
      const { size } = await file.stat();
      await writeWhole(file, (await closingOf(file, size)) + text);
      await file.sync();
      if (size === 0) await syncFolder(dirname(path));
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unavailable(path, 'written', cause);
  }
}

/** A file and nothing else: a device may have no end, and a pipe keeps its reader waiting for a writer. */
async function openFile(path: string, flags: number): Promise<FileHandle> {
  const file = await open(path, flags | constants.O_NONBLOCK, 0o644);
  const stats = await file.stat();
  if (stats.isFile()) return file;
  await file.close();
  const code = stats.isDirectory() ? 'EISDIR' : 'EFTYPE'; // the latter as in BSD: of an inappropriate type
  throw Object.assign(new Error(`${path} is no file`), { code });
}

/** One write: what another process appends at the same time comes before or after it, never between. */
async function writeWhole(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten < bytes.length) {
    throw new Error(`${bytesWritten} of ${bytes.length} bytes were written`);
  }
}

/**
 * What must be written before a new line can begin: nothing after a whole line, a newline after an event that lacks only
 * that, and after a torn one what cancels it. Another process may still be writing the tail that is seen here; then its
 * newline comes first, and what is written here makes a line of its own, which readers skip.
 */
async function closingOf(file: FileHandle, size: number): Promise<string> {
  const start = Math.max(0, size - MAX_LINE_BYTES - 1);
  const buffer = new Uint8Array(size - start);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  const tail = buffer.subarray(0, bytesRead);
  const bytes = tail.subarray(tail.lastIndexOf(NEWLINE) + 1);
  if (bytes.length === 0) return '';
  const isEvent = !isMetricsError(decodeLine({ number: 1, bytes, isWhole: false }));
  return isEvent ? '\n' : `${CANCEL}\n`;
}

/** A new file's name survives a power cut only with its folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined); // Windows opens no folders, and needs no such thing
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
}

/** What the file system's error codes mean for a person. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  EISDIR: 'it is a directory',
  EFTYPE: 'it is a device or pipe, and no file',
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

function unavailable(path: string, action: 'read' | 'written', cause: unknown): MetricsError {
  const code = codeOf(cause);
  const why = code ?? (cause instanceof Error ? cause.message : 'unknown reason');
  const words = code !== undefined && PROBLEMS[code] ? `${PROBLEMS[code]} ` : '';
  const message = `${path}: cannot be ${action}: ${words}(${why})`;
  return new MetricsError('LOG_UNAVAILABLE', message, { cause });
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}
