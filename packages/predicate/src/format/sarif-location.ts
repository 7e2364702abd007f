/** A location (SARIF 2.1.0 section 3.28), as far as it is used. */
export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
  readonly logicalLocations?: readonly {
    readonly fullyQualifiedName: string;
    readonly kind: string;
  }[];
}

/** `name#line`, as `parseBundles` names one of several bundles of a file. */
const LINE = /^(.+)#([1-9][0-9]{0,8})$/s;

/** The file, the line of it where it holds several attestations, and the place inside the document. */
export function sarifLocation(name: string, pointer: string | undefined): SarifLocation {
  const [, file = name, line = '1'] = LINE.exec(name) ?? [];
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(file) },
      region: { startLine: Number(line) },
    },
    ...(pointer !== undefined && {
      // 'value' is for places in JSON (section 3.33.7); a claim of a certificate is a member
      logicalLocations: [
        {
          fullyQualifiedName: pointer,
          kind: pointer.startsWith('certificate') ? 'member' : 'value',
        },
      ],
    }),
  };
}

/**
 * A name as URI reference: a relative path stays one, since GitHub looks for it in the repository; an absolute one
 * becomes `file:`, and of an https URL the query is left out, which may be a signature. Whatever else a name may hold is
 * percent-encoded, so that it is no URI of another kind.
 */
export function toUri(name: string): string {
  if (name.startsWith('https://') && URL.canParse(name)) {
    const { origin, pathname } = new URL(name);
    // WHATWG's URL leaves characters as they are that RFC 3986 has no place for
    const encoded = pathname
      .replaceAll(/%(?![0-9A-Fa-f]{2})/g, '%25')
      .replaceAll(/[^\w%./!'()*~:-]/g, encodeURIComponent);
    if (/^https:\/\/[\w.:-]+$/.test(origin)) return `${origin}${encoded}`;
  }
  const path = name
    .toWellFormed()
    .replaceAll('\\', '/')
    .replace(/^(\.\/+)+/, '');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (encoded === '') return 'unnamed';
  return encoded.startsWith('/') ? `file://${encoded.replace(/^\/+/, '/')}` : encoded;
}
