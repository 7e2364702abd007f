/** Evidence as it was found: a file's or a response's content and a name for it. */
export interface BundleSource {
  /** What the report calls it, usually the file's path; never a URL with a secret in its query. */
  readonly name: string;
  /** One Sigstore bundle as JSON, or several as JSON Lines; bytes are UTF-8. */
  readonly content: string | Uint8Array;
}

/** Evidence that is there and cannot be read: a failed check for who verifies it, and never as if it were not there. */
export interface BrokenSource {
  readonly name: string;
  readonly problem: string;
  /** Where, as a JSON pointer into what was read. */
  readonly pointer?: string;
}

/** What a source of evidence has found, brought into the form of bundles where it had another. */
export type FoundBundle = BundleSource | BrokenSource;
