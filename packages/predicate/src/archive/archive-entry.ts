/** One entry of a zip archive, as its central directory states it. */
export interface ArchiveEntry {
  readonly name: string;
  /** Bytes in the archive, and unpacked. */
  readonly packedBytes: number;
  readonly bytes: number;
  /** 0 stored, 8 deflated; nothing else is read. */
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Unix file mode with its type (`S_IFMT`), 0 where the archive states none. */
  readonly mode: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** Bounds on an archive from outside. */
export const ARCHIVE_LIMITS = {
  /** The archive itself, in bytes. */
  archiveBytes: 2 * 1024 ** 3,
  entries: 10_000,
  /** All entries together, unpacked. */
  totalBytes: 4 * 1024 ** 3,
  /** Bytes of a name. */
  nameBytes: 1_024,
  /** How many times larger than packed an archive may be that unpacks to more than `ratioFromBytes`. */
  ratio: 250,
  ratioFromBytes: 64 * 1024 ** 2,
} as const;

/** Bounds as above, for whoever needs narrower ones. */
export type ArchiveLimits = { readonly [name in keyof typeof ARCHIVE_LIMITS]: number };
