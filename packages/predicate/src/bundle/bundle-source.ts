/** Evidence as it was found: a file's or a response's content and a name for it. */
export interface BundleSource {
  /** What the report calls it, usually the file's path; never a URL with a secret in its query. */
  readonly name: string;
  /** One Sigstore bundle as JSON, or several as JSON Lines; bytes are UTF-8. */
  readonly content: string | Uint8Array;
}
