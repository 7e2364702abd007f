import { crc32, deflateRawSync } from 'node:zlib';

/** One entry, and how it lies. */
export interface ZipEntry {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** Default: deflated. */
  readonly isStored?: boolean;
  /** Unix mode; default: a file that everybody may read. */
  readonly mode?: number;
  /** 0 is MS-DOS, 3 Unix (APPNOTE.TXT, 4.4.2). */
  readonly system?: number;
  /** General purpose bits beside UTF-8. */
  readonly flags?: number;
  readonly method?: number;
  /** Sizes and checksum follow the data. */
  readonly hasDescriptor?: boolean;
  readonly isZip64?: boolean;
  /** What the directory says instead of the truth. */
  readonly central?: Stated;
  /** What the header before the data says instead of the truth. */
  readonly local?: Stated & { readonly name?: string };
  /** Its data is that of the entry with this index, once more. */
  readonly sharesWith?: number;
}

/** What an entry may say of itself. */
export interface Stated {
  readonly crc32?: number;
  readonly packedBytes?: number;
  readonly bytes?: number;
}

/** What the end of an archive may say. */
export interface ZipOptions {
  /** Entries, as the end counts them. */
  readonly count?: number;
  readonly comment?: string;
  /** Bytes between the directory and its end. */
  readonly gap?: Uint8Array;
}

const UTF8 = 0x800;
const DESCRIPTOR = 8;

/** Writes a zip archive, true or not (APPNOTE.TXT): no library writes one that lies. */
export function zip(entries: readonly ZipEntry[], options: ZipOptions = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const shared = entry.sharesWith;
    const place = shared === undefined ? offset : (offsets[shared] ?? 0);
    const facts = factsOf(shared === undefined ? entry : { ...entries[shared], ...entry });
    offsets.push(place);
    directory.push(centralHeader(entry, facts, place));
    if (shared !== undefined) continue;
    const written = [localHeader(entry, facts), facts.data, descriptor(entry, facts)];
    parts.push(...written);
    offset += written.reduce((sum, part) => sum + part.length, 0);
  }
  const central = Buffer.concat(directory);
  const gap = Buffer.from(options.gap ?? []);
  const isZip64 = entries.some((entry) => entry.isZip64);
  const end = isZip64 ? zip64End(entries.length, central.length, offset) : Buffer.alloc(0);
  return Buffer.concat([
    ...parts,
    central,
    gap,
    end,
    endOf(entries.length, central.length, offset, options, isZip64),
  ]);
}

interface Facts {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly method: number;
  readonly flags: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

function factsOf({
  name,
  content = '',
  isStored = false,
  method,
  flags = 0,
  hasDescriptor,
}: ZipEntry): Facts {
  const bytes = Buffer.from(content);
  const data = isStored ? bytes : deflateRawSync(bytes);
  return {
    name: Buffer.from(name),
    data,
    method: method ?? (isStored ? 0 : 8),
    flags: UTF8 | flags | (hasDescriptor ? DESCRIPTOR : 0),
    crc32: crc32(bytes),
    packedBytes: data.length,
    bytes: bytes.length,
  };
}

function localHeader(
  { local = {}, hasDescriptor, isZip64 = false }: ZipEntry,
  facts: Facts,
): Buffer {
  const name = local.name === undefined ? facts.name : Buffer.from(local.name);
  const sizes = hasDescriptor ? { crc32: 0, packedBytes: 0, bytes: 0 } : facts;
  const stated = { ...sizes, ...defined(local) };
  const extra =
    isZip64 && !hasDescriptor ? zip64Extra(stated.bytes, stated.packedBytes) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(isZip64 ? 45 : 20, 4);
  header.writeUInt16LE(facts.flags, 6);
  header.writeUInt16LE(facts.method, 8);
  header.writeUInt32LE(stated.crc32, 14);
  header.writeUInt32LE(extra.length > 0 ? 0xffff_ffff : stated.packedBytes, 18);
  header.writeUInt32LE(extra.length > 0 ? 0xffff_ffff : stated.bytes, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function centralHeader(entry: ZipEntry, facts: Facts, offset: number): Buffer {
  const { central = {}, mode = 0o100644, system = 3, isZip64 = false } = entry;
  const stated = { ...facts, ...defined(central) };
  const extra = isZip64 ? zip64Extra(stated.bytes, stated.packedBytes) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((system << 8) | 45, 4);
  header.writeUInt16LE(isZip64 ? 45 : 20, 6);
  header.writeUInt16LE(facts.flags, 8);
  header.writeUInt16LE(facts.method, 10);
  header.writeUInt32LE(stated.crc32, 16);
  header.writeUInt32LE(isZip64 ? 0xffff_ffff : stated.packedBytes, 20);
  header.writeUInt32LE(isZip64 ? 0xffff_ffff : stated.bytes, 24);
  header.writeUInt16LE(facts.name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE((mode * 0x1_0000) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, facts.name, extra]);
}

function descriptor({ hasDescriptor }: ZipEntry, facts: Facts): Buffer {
  if (!hasDescriptor) return Buffer.alloc(0);
  const written = Buffer.alloc(16);
  written.writeUInt32LE(0x08074b50, 0);
  written.writeUInt32LE(facts.crc32, 4);
  written.writeUInt32LE(facts.packedBytes, 8);
  written.writeUInt32LE(facts.bytes, 12);
  return written;
}

function zip64Extra(bytes: number, packedBytes: number): Buffer {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(BigInt(bytes), 4);
  extra.writeBigUInt64LE(BigInt(packedBytes), 12);
  return extra;
}

function zip64End(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

function endOf(
  entries: number,
  size: number,
  offset: number,
  { count = entries, comment = '' }: ZipOptions,
  isZip64: boolean,
): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(isZip64 ? 0xffff : count, 8);
  end.writeUInt16LE(isZip64 ? 0xffff : count, 10);
  end.writeUInt32LE(isZip64 ? 0xffff_ffff : size, 12);
  end.writeUInt32LE(isZip64 ? 0xffff_ffff : offset, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([end, Buffer.from(comment)]);
}

function defined({
  crc32: checksum,
  packedBytes,
  bytes,
}: Stated): Partial<Pick<Facts, 'crc32' | 'packedBytes' | 'bytes'>> {
  return {
    ...(checksum !== undefined && { crc32: checksum }),
    ...(packedBytes !== undefined && { packedBytes }),
    ...(bytes !== undefined && { bytes }),
  };
}
