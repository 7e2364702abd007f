import type { TimeRange, TrustedRoot } from '@sigstore/protobuf-specs';
import { isLogOfVersion2 } from './log-urls.ts';
import type { Trust } from './trust.ts';

/** Whom to ask for a signature: URLs without a final slash. */
export interface SigningPlaces {
  /** Fulcio. */
  readonly authority: string;
  readonly log: { readonly url: string; readonly version: 1 | 2 };
  /** Where the log gives no time, as those of version 2. */
  readonly timestamps?: string;
}

/**
 * Where a signature can be had that ends in one of the roots: of the first root whose authority and log are in office, the ones
 * that began last; a log of version 1, whose promise is also a time, before one of version 2. Pure.
 * @returns a problem where no root has all that is needed.
 */
export function signingPlaces(
  { roots }: Trust,
  now: Date,
): SigningPlaces | { readonly problem: string } {
  for (const { trustedRoot } of roots) {
    const places = placesIn(trustedRoot, now);
    if (places) return places;
  }
  const names = roots.map(({ summary }) => summary.source).join(', ');
  return { problem: `the trusted root (${names}) has no authority and log in office` };
}

function placesIn(root: TrustedRoot, now: Date): SigningPlaces | undefined {
  const authority = inOffice(root.certificateAuthorities, ({ validFor }) => validFor, now)?.uri;
  if (!isUrl(authority)) return undefined;
  const logs = root.tlogs.filter(({ baseUrl }) => isUrl(baseUrl));
  const newest = (version: 1 | 2) =>
    inOffice(
      logs.filter((log) => isLogOfVersion2(log) === (version === 2)),
      ({ publicKey }) => publicKey?.validFor,
      now,
    )?.baseUrl;
  const first = newest(1);
  if (first !== undefined)
    return { authority: bare(authority), log: { url: bare(first), version: 1 } };
  const second = newest(2);
  const timestamps = inOffice(root.timestampAuthorities, ({ validFor }) => validFor, now)?.uri;
  if (second === undefined || !isUrl(timestamps)) return undefined;
  const log = { url: bare(second), version: 2 } as const;
  return { authority: bare(authority), log, timestamps: bare(timestamps) };
}

function inOffice<T>(
  candidates: readonly T[],
  validity: (candidate: T) => TimeRange | undefined,
  now: Date,
): T | undefined {
  const start = (candidate: T) => validity(candidate)?.start?.getTime() ?? 0;
  return candidates
    .filter((candidate) => {
      const end = validity(candidate)?.end;
      return start(candidate) <= now.getTime() && (end === undefined || end >= now);
    })
    .toSorted((a, b) => start(b) - start(a))[0];
}

function isUrl(text: string | undefined): text is string {
  return text !== undefined && /^https?:$/.test(URL.parse(text)?.protocol ?? '');
}

function bare(url: string): string {
  return url.replace(/\/+$/, '');
}
