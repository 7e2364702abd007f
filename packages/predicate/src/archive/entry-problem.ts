import { ARCHIVE_LIMITS, type ArchiveEntry, type ArchiveLimits } from './archive-entry.ts';

/** Bits of a mode that say what kind of file it is, and the two kinds that are read (POSIX sys/stat.h). */
const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;

/** Bytes of a local header before its name (APPNOTE.TXT, 4.3.7). */
const LOCAL_HEADER_BYTES = 30;

/** Whether an entry stands for a folder. */
export function isFolder({ name }: ArchiveEntry): boolean {
  return name.endsWith('/');
}

/**
 * What makes an archive one that nobody should unpack, or `undefined`: names that lead elsewhere or collide, links, encryption,
 * more than the limits, entries that share their bytes (T15). Looks at what the archive states; whoever reads it must see that
 * it holds no more. Pure.
 * @param directoryOffset where the central directory begins: no entry may reach into it.
 */
export function archiveProblem(
  entries: readonly ArchiveEntry[],
  directoryOffset: number,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): string | undefined {
  if (entries.length > limits.entries) {
    return `has ${entries.length} entries, more than ${limits.entries}`;
  }
  for (const entry of entries) {
    const problem = nameProblem(entry.name, limits) ?? kindProblem(entry);
    if (problem !== undefined) return `${JSON.stringify(entry.name)} ${problem}`;
  }
  return sizeProblem(entries, limits) ?? collision(entries) ?? overlap(entries, directoryOffset);
}

/** A path below the folder, in the only spelling that every system reads alike. */
function nameProblem(name: string, { nameBytes }: ArchiveLimits): string | undefined {
  if (name === '' || !name.isWellFormed()) return 'is no name';
  if (Buffer.byteLength(name) > nameBytes) return `has a name of more than ${nameBytes} bytes`;
  if (/[\p{Cc}\\]/u.test(name)) return 'has a control character or a backslash in its name';
  if (/^(?:\/|[A-Za-z]:)/.test(name)) return 'has an absolute name';
  const segments = name.replace(/\/$/, '').split('/');
  const isStrange = segments.some((segment) => ['', '.', '..'].includes(segment));
  return isStrange ? 'has a name with an empty segment, . or ..' : undefined;
}

function kindProblem(entry: ArchiveEntry): string | undefined {
  const { isEncrypted, method, mode, bytes, packedBytes } = entry;
  if (isEncrypted) return 'is encrypted';
  if (method !== 0 && method !== 8) return `is packed with method ${method}`;
  const type = mode & S_IFMT;
  const expected = isFolder(entry) ? S_IFDIR : S_IFREG;
  if (type !== 0 && type !== expected)
    return 'is neither a file nor a folder, or not what its name says';
  if (isFolder(entry) && (bytes > 0 || packedBytes > 2)) return 'is a folder that holds bytes';
  return undefined;
}

function sizeProblem(entries: readonly ArchiveEntry[], limits: ArchiveLimits): string | undefined {
  const { totalBytes, ratio, ratioFromBytes } = limits;
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const packed = entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  if (!(total <= totalBytes)) return `unpacks to ${total} bytes, more than ${totalBytes}`;
  return total > ratioFromBytes && total > packed * ratio
    ? `unpacks to more than ${ratio} times its size`
    : undefined;
}

/** Two entries that would be one file on some system, or a file that is a folder too. */
function collision(entries: readonly ArchiveEntry[]): string | undefined {
  const names = new Set<string>();
  const files = new Set<string>();
  for (const entry of entries) {
    const key = keyOf(entry.name);
    if (names.has(key)) return `has two entries ${JSON.stringify(entry.name)}, but for the case`;
    names.add(key);
    if (!isFolder(entry)) files.add(key);
  }
  const below = entries.find(({ name }) => parentsOf(keyOf(name)).some((path) => files.has(path)));
  return below && `has ${JSON.stringify(below.name)} below a file`;
}

/** `a` and `a/b` of `a/b/c`. */
function parentsOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** Case and composition make no difference to Windows and macOS. */
function keyOf(name: string): string {
  return name.replace(/\/$/, '').normalize('NFC').toLowerCase();
}

/** Entries that share bytes make a small archive unpack to anything (Fifield, "A better zip bomb", 2019). */
function overlap(entries: readonly ArchiveEntry[], directoryOffset: number): string | undefined {
  let end = 0;
  for (const { name, offset, packedBytes } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) return `has ${JSON.stringify(name)} within another entry`;
    end = offset + LOCAL_HEADER_BYTES + packedBytes;
  }
  return end > directoryOffset ? 'has entries that reach into its own directory' : undefined;
}
