import { createHash } from 'node:crypto';
import { decodeUtf8, isJsonError, type JsonValue, parseJson } from '@provkit/json';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { LIMITS } from '../bundle/limits.ts';
import { PredicateError } from '../predicate-error.ts';
import type { TrustProfile } from './profiles.ts';
import type { Trust, TrustRoot } from './trust.ts';

/** The media types of trusted roots (protobuf-specs, sigstore_trustroot.proto). */
const MEDIA_TYPES: readonly unknown[] = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
];

/**
 * Reads `trusted_root.json`, or several roots as JSON Lines (what `gh attestation trusted-root` prints). Pure.
 *
 * A root with transparency logs is held to the profile `public-good`, one without any to `github`; this follows from
 * the root, which the caller vouches for, and never from what is verified against it (T8).
 * @param content UTF-8, at most 4 MiB.
 * @param source what reports call it, usually the file's path.
 * @throws PredicateError TRUST_ROOT_INVALID: too large, not UTF-8, not JSON, not a trusted root, no authority in it, or
 *   an authority without a start of validity
 */
export function parseTrustedRoot(content: string | Uint8Array, source: string): Trust {
  const text = readText(content, refusalOf(source));
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isJsonLines = lines.length > 1 && lines.every((line) => /^\{.*\}\s*$/.test(line));
  const [first, ...rest] = isJsonLines ? lines : [text];
  return {
    roots: [parseRoot(first ?? '', source), ...rest.map((line) => parseRoot(line, source))],
  };
}

type Refuse = (problem: string, cause?: unknown) => never;

function refusalOf(source: string): Refuse {
  return (problem, cause) => {
    throw new PredicateError(
      'TRUST_ROOT_INVALID',
      `${source} is no usable trusted root: ${problem}. Get the current one with "gh attestation trusted-root" or from your Sigstore instance's TUF repository.`,
      { cause },
    );
  };
}

function readText(content: string | Uint8Array, refuse: Refuse): string {
  const { maxBytes } = LIMITS.trustedRoot;
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (bytes > maxBytes) refuse(`${bytes} bytes, more than the ${maxBytes} that are read`);
  if (typeof content === 'string') return content;
  try {
    return decodeUtf8(content);
  } catch (error) {
    if (!isJsonError(error)) throw error;
    return refuse(error.message, error);
  }
}

function parseRoot(text: string, source: string): TrustRoot {
  const refuse = refusalOf(source);
  const json = readJson(text, refuse);
  const trustedRoot = toTrustedRoot(json, refuse);
  const starts = validityStarts(trustedRoot, refuse);
  if (starts.length === 0) refuse('it holds no authority');
  const profile: TrustProfile = trustedRoot.tlogs.length > 0 ? 'public-good' : 'github';
  const sha256 = createHash('sha256').update(text).digest('hex');
  const newestAuthority = new Date(Math.max(...starts)).toISOString();
  return { trustedRoot, summary: { source, sha256, profile, newestAuthority } };
}

function readJson(text: string, refuse: Refuse): JsonValue {
  try {
    return parseJson(text, LIMITS.trustedRoot);
  } catch (error) {
    if (!isJsonError(error)) throw error;
    return refuse(error.message, error);
  }
}

function toTrustedRoot(json: JsonValue, refuse: Refuse): TrustedRoot {
  if (typeof json !== 'object' || json === null || !('mediaType' in json)) {
    return refuse('it has no media type');
  }
  if (!MEDIA_TYPES.includes(json.mediaType)) {
    return refuse(`its media type is none of ${MEDIA_TYPES.join(', ')}`);
  }
  try {
    return TrustedRoot.fromJSON(json);
  } catch (error) {
    return refuse('a field has the wrong type', error);
  }
}

/** When each authority began, in ms. Without a start an authority would have been valid for ever (client-spec 2). */
function validityStarts(root: TrustedRoot, refuse: Refuse): number[] {
  const authorities = [
    ...root.tlogs.map(({ publicKey }, index) => [`/tlogs/${index}/publicKey`, publicKey] as const),
    ...root.ctlogs.map(
      ({ publicKey }, index) => [`/ctlogs/${index}/publicKey`, publicKey] as const,
    ),
    ...root.certificateAuthorities.map(
      (ca, index) => [`/certificateAuthorities/${index}`, ca] as const,
    ),
    ...root.timestampAuthorities.map(
      (tsa, index) => [`/timestampAuthorities/${index}`, tsa] as const,
    ),
  ];
  return authorities.map(([pointer, authority]) => {
    const start = authority?.validFor?.start?.getTime();
    return start === undefined || Number.isNaN(start)
      ? refuse(`${pointer}/validFor/start is missing`)
      : start;
  });
}
