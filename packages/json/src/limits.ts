/** Bounds on a JSON text. Each is inclusive. */
export interface JsonLimits {
  /** Length of the UTF-8 text in bytes. */
  readonly maxBytes: number;
  /** Nesting of objects and arrays; a scalar document has depth 0. */
  readonly maxDepth: number;
  /** Values in all: members of objects, elements of arrays and the document itself. */
  readonly maxValues: number;
}

/**
 * The bounds used where the caller states none: 16 MiB (GitHub's own limit for a predicate), 64 levels (the
 * deepest real attestation of the corpus has 12), a million values.
 */
export const DEFAULT_LIMITS = {
  maxBytes: 16 * 1024 * 1024,
  maxDepth: 64,
  maxValues: 1_000_000,
} as const satisfies JsonLimits;
