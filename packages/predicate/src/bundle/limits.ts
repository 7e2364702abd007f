/**
 * Bounds on evidence from outside, in one place so that no parser and verifier disagree. Beyond them a bundle is
 * refused by the check `bundle` (reason `predicate_malformed`). The counts follow sigstore-go's own.
 * @see sigstore/sigstore-go internal/limits
 */
export const LIMITS = {
  /** A bundle file, one bundle or JSON Lines, in bytes; GitHub accepts predicates of 16 MB. */
  fileBytes: 32 * 1024 * 1024,
  /** Bundles in one JSON Lines file. */
  bundles: 1_000,
  /** One bundle as JSON. */
  json: { maxBytes: 24 * 1024 * 1024, maxDepth: 32, maxValues: 50_000 },
  /** The statement inside; the deepest real one of the corpus has 12 levels. */
  statement: { maxBytes: 16 * 1024 * 1024, maxDepth: 64, maxValues: 500_000 },
  tlogEntries: 32,
  timestamps: 32,
  certificates: 10,
  /** One certificate in DER; Fulcio's have 1 to 3 KB. Parsed, it takes a hundred times as much memory. */
  certificateBytes: 32 * 1024,
  /** One RFC 3161 response in DER, the authority's chain in it. */
  timestampBytes: 64 * 1024,
  /** A checkpoint with its witnesses, in UTF-16 units. */
  checkpointLength: 64 * 1024,
  /** An object identifier in DER; reading one takes time by the square of its length. */
  oidBytes: 64,
  /** An integer in DER that is read as a number: serial numbers have 20 bytes at most (RFC 5280 section 4.1.2.2). */
  integerBytes: 80,
  inclusionHashes: 64,
  /** Signatures of a DSSE envelope outside of a bundle; a bundle's has exactly one. */
  signatures: 32,
  /** Subjects of a statement; GitHub allows 1024 an attestation. */
  subjects: 100_000,
  /** A trusted root, one or JSON Lines. */
  trustedRoot: { maxBytes: 4 * 1024 * 1024, maxDepth: 16, maxValues: 50_000 },
  /** A lockfile. */
  lockfile: { maxBytes: 4 * 1024 * 1024, maxDepth: 24, maxValues: 100_000 },
  /** A policy file. */
  policy: { maxBytes: 1024 * 1024, maxDepth: 16, maxValues: 10_000 },
} as const;
