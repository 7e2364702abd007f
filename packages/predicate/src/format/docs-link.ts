const DOCS = 'https://github.com/provkit/provkit/blob/main/docs/reasons.md';

/** Where a check or a failure reason is explained: its heading in docs/reasons.md. */
export function docsLink(name: string): string {
  return `${DOCS}#${encodeURIComponent(name)}`;
}
