import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import {
  ARCHIVE_LIMITS,
  type ArchiveEntry,
  type ArchiveLimits,
} from '../../archive/archive-entry.ts';
import { archiveProblem, isFolder } from '../../archive/entry-problem.ts';
import { LIMITS } from '../../bundle/limits.ts';

/** A file of an archive. */
export interface ArchivedFile {
  /** Path inside of the archive, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** Lowercase hex. */
  readonly sha256: string;
  readonly sha512: string;
  /** What it holds, of those that may be attestations and are small enough to be one. */
  readonly content?: Uint8Array;
}

/** An archive's files, or what makes it one that is not read. */
export type Archive = { readonly files: readonly ArchivedFile[] } | { readonly problem: string };

/** The most bytes of possible attestations that are kept, all together. */
const MAX_KEPT_BYTES = 128 * 1024 * 1024;

const MAY_BE_ATTESTATION = /\.(?:json|jsonl|sigstore)$/i;

/** Bits of a local header that say that its sizes follow the data (APPNOTE.TXT, 4.4.4). */
const HAS_DESCRIPTOR = 8;

/**
 * Reads a zip archive, digesting its files one after the other: nothing is written anywhere, and no file is in memory whole but
 * those that may be attestations. What the archive states is judged before anything is unpacked, and what it holds must be just
 * that: sizes, checksums and names, in the directory and before each file (T15). Archives within it are files.
 * @throws the file system's error, untouched
 */
export async function readArchive(
  path: string,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<Archive> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > limits.archiveBytes)
      return { problem: `has ${size} bytes, more than ${limits.archiveBytes}` };
    return await readFiles(file, limits);
  } catch (error) {
    if (isSystemError(error)) throw error;
    return { problem: error instanceof Error ? error.message : String(error) };
  } finally {
    await file.close();
  }
}

async function readFiles(file: FileHandle, limits: ArchiveLimits): Promise<Archive> {
  const zip = await fromFdPromise(file.fd, { autoClose: false, strictFileNames: true });
  if (zip.entryCount > limits.entries) {
    return { problem: `has ${zip.entryCount} entries, more than ${limits.entries}` };
  }
  const entries: Entry[] = [];
  const directoryOffset = Number(zip.readEntryCursor); // its type says boolean, its code number
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const problem =
    archiveProblem(entries.map(toArchiveEntry), directoryOffset, limits) ?? tailProblem(zip);
  if (problem !== undefined) return { problem };
  const files: ArchivedFile[] = [];
  let kept = 0;
  for (const entry of entries) {
    await assertSameHeader(zip, entry);
    if (isFolder(toArchiveEntry(entry))) continue;
    const isKept = mayBeAttestation(entry) && kept + entry.uncompressedSize <= MAX_KEPT_BYTES;
    if (isKept) kept += entry.uncompressedSize;
    files.push(await readFile(zip, entry, isKept));
  }
  return { files };
}

/** Records at the end, without its comment (APPNOTE.TXT, 4.3.14 to 4.3.16): the plain one, and those of zip64 before it. */
const END_BYTES = 22;
const ZIP64_END_BYTES = 20 + 56;

/** A directory with more entries than its end counts: some programs count, others read on. */
function tailProblem({ fileSize, comment, readEntryCursor }: ZipFile): string | undefined {
  const tail = fileSize - Number(readEntryCursor) - comment.length;
  const isPlain = tail === END_BYTES || tail === END_BYTES + ZIP64_END_BYTES;
  return isPlain ? undefined : 'has bytes between its directory and its end';
}

function toArchiveEntry(entry: Entry): ArchiveEntry {
  const isUnix = entry.versionMadeBy >>> 8 === 3; // APPNOTE.TXT, 4.4.2
  return {
    name: entry.fileName,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    method: entry.compressionMethod,
    isEncrypted: entry.isEncrypted(),
    mode: isUnix ? entry.externalFileAttributes >>> 16 : 0,
    offset: entry.relativeOffsetOfLocalHeader,
  };
}

function mayBeAttestation({ fileName, uncompressedSize }: Entry): boolean {
  return MAY_BE_ATTESTATION.test(fileName) && uncompressedSize <= LIMITS.fileBytes;
}

/**
 * The header before a file must say what the directory says: programs that read the one and programs that read the other must
 * see the same archive. Sizes and checksum may be left to a descriptor after the data, or to a zip64 field.
 */
async function assertSameHeader(zip: ZipFile, entry: Entry): Promise<void> {
  const header = await zip.readLocalFileHeaderPromise(entry);
  const isOpen = (header.generalPurposeBitFlag & HAS_DESCRIPTOR) !== 0;
  const isSame =
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === entry.compressionMethod &&
    header.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
    isSameNumber(header.crc32, entry.crc32, isOpen) &&
    isSameNumber(header.compressedSize, entry.compressedSize, isOpen) &&
    isSameNumber(header.uncompressedSize, entry.uncompressedSize, isOpen);
  if (!isSame)
    throw new Error(
      `${JSON.stringify(entry.fileName)} is one thing in the directory and another before its data`,
    );
}

function isSameNumber(local: number, central: number, isOpen: boolean): boolean {
  return local === central || local === 0xffff_ffff || (isOpen && local === 0);
}

async function readFile(zip: ZipFile, entry: Entry, isKept: boolean): Promise<ArchivedFile> {
  const sha256 = createHash('sha256');
  const sha512 = createHash('sha512');
  const chunks: Buffer[] = [];
  let checksum = 0;
  // yauzl ends the stream with an error when it has more or fewer bytes than the directory says
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    sha256.update(chunk);
    sha512.update(chunk);
    checksum = crc32(chunk, checksum);
    if (isKept) chunks.push(chunk);
  }
  const { fileName: name, uncompressedSize: bytes } = entry;
  if (checksum !== entry.crc32) throw new Error(`${JSON.stringify(name)} has another checksum`);
  return {
    name,
    bytes,
    sha256: sha256.digest('hex'),
    sha512: sha512.digest('hex'),
    ...(isKept && { content: Buffer.concat(chunks) }),
  };
}

/** Errors of the file system have a `syscall`; what yauzl and zlib find in the archive has not. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
