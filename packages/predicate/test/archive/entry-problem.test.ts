import { describe, expect, test } from 'vitest';
import { ARCHIVE_LIMITS, type ArchiveEntry } from '../../src/archive/archive-entry.ts';
import { archiveProblem } from '../../src/archive/entry-problem.ts';

const entry = (name: string, changes: Partial<ArchiveEntry> = {}): ArchiveEntry => ({
  name,
  packedBytes: 10,
  bytes: 20,
  method: 8,
  isEncrypted: false,
  mode: 0o100644,
  offset: 0,
  ...changes,
});

/** Entries one after the other. */
function laidOut(...entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  let offset = 0;
  return entries.map((one) => {
    const placed = { ...one, offset };
    offset += 30 + one.packedBytes;
    return placed;
  });
}

const problemOf = (...entries: readonly ArchiveEntry[]) =>
  archiveProblem(laidOut(...entries), Number.MAX_SAFE_INTEGER);

describe('archiveProblem', () => {
  test('files and folders with plain names are fine', () => {
    const folder = entry('bin/', { bytes: 0, packedBytes: 0, mode: 0o040755, method: 0 });
    expect(
      problemOf(folder, entry('bin/widgets'), entry('LIESMICH-ä.txt', { mode: 0 })),
    ).toBeUndefined();
    expect(problemOf()).toBeUndefined();
  });

  test.each([
    ['climbs out', '../evil', 'an empty segment, . or ..'],
    ['climbs out later', 'a/../../evil', 'an empty segment, . or ..'],
    ['is absolute', '/etc/passwd', 'an absolute name'],
    ['is absolute on Windows', 'C:/Windows/x', 'an absolute name'],
    ['is relative to a drive', 'c:x', 'an absolute name'],
    ['has a backslash', '..\\evil', 'a control character or a backslash'],
    ['has a NUL', 'good.txt\0.exe', 'a control character or a backslash'],
    ['has an escape sequence', 'a\u001b[2J', 'a control character or a backslash'],
    ['has an empty segment', 'a//b', 'an empty segment, . or ..'],
    ['has a dot segment', './a', 'an empty segment, . or ..'],
    ['is a dot', '.', 'an empty segment, . or ..'],
    ['is empty', '', 'is no name'],
    ['is half a surrogate pair', 'a\ud800', 'is no name'],
    ['is too long', 'x'.repeat(1_025), 'a name of more than 1024 bytes'],
  ])('T15: a name that %s is refused', (_, name, message) => {
    expect(problemOf(entry('good'), entry(name))).toContain(message);
  });

  test.each([
    ['a symbolic link', { mode: 0o120777 }, 'neither a file nor a folder'],
    ['a device', { mode: 0o020666 }, 'neither a file nor a folder'],
    ['a pipe', { mode: 0o010666 }, 'neither a file nor a folder'],
    ['a folder with the name of a file', { mode: 0o040755 }, 'neither a file nor a folder'],
    ['encrypted', { isEncrypted: true }, 'is encrypted'],
    ['packed with bzip2', { method: 12 }, 'packed with method 12'],
  ])('T15: what is %s is refused', (_, changes, message) => {
    expect(problemOf(entry('x', changes))).toContain(message);
  });

  test('T15: a folder holds nothing', () => {
    expect(problemOf(entry('a/', { mode: 0 }))).toContain('a folder that holds bytes');
    expect(problemOf(entry('a/', { bytes: 0, packedBytes: 2, mode: 0 }))).toBeUndefined();
    expect(problemOf(entry('a/', { bytes: 0, packedBytes: 0 }))).toContain(
      'not what its name says',
    );
  });

  test.each([
    ['the same name', ['a', 'a']],
    ['the same name but for the case', ['README', 'readme']],
    ['the same name, composed and decomposed', ['\u00e9', 'e\u0301']],
    ['a file and a folder', ['a', 'a/']],
    ['a file and what is below it', ['a', 'a/b']],
    ['a file and what is far below it', ['A/b', 'a/B/c/d']],
  ])('T15: %s twice is refused', (_, names) => {
    const entries = names.map((name) =>
      entry(name, name.endsWith('/') ? { bytes: 0, packedBytes: 0, mode: 0 } : {}),
    );
    expect(problemOf(...entries)).toMatch(/two entries|below a file/);
    expect(problemOf(...entries.toReversed())).toMatch(/two entries|below a file/);
  });

  test('T15: too many entries, too many bytes, too large a ratio are refused', () => {
    const limits = {
      ...ARCHIVE_LIMITS,
      entries: 2,
      totalBytes: 100,
      ratio: 10,
      ratioFromBytes: 50,
    };
    const problem = (...entries: readonly ArchiveEntry[]) =>
      archiveProblem(laidOut(...entries), 10_000, limits);
    expect(problem(entry('a'), entry('b'), entry('c'))).toContain('3 entries, more than 2');
    expect(problem(entry('a', { bytes: 60 }), entry('b', { bytes: 41 }))).toContain('101 bytes');
    expect(problem(entry('a', { bytes: 90, packedBytes: 8 }))).toContain('10 times its size');
    expect(problem(entry('a', { bytes: 90, packedBytes: 9 }))).toBeUndefined();
    expect(problem(entry('a', { bytes: 50, packedBytes: 1 }))).toBeUndefined();
    expect(problem(entry('a', { bytes: Number.NaN }))).toContain('unpacks to');
  });

  test('T15: entries that share their bytes are refused', () => {
    const shared = [entry('a', { offset: 0 }), entry('b', { offset: 39 })];
    expect(archiveProblem(shared, 10_000)).toContain('within another entry');
    expect(archiveProblem([entry('a'), entry('b')], 10_000)).toContain('within another entry');
    expect(archiveProblem([entry('a'), entry('b', { offset: 40 })], 80)).toBeUndefined();
  });

  test('T15: an entry that reaches into the directory is refused', () => {
    expect(archiveProblem([entry('a')], 39)).toContain('reach into its own directory');
    expect(archiveProblem([entry('a')], 40)).toBeUndefined();
  });
});
