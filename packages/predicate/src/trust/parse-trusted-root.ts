import { createHash } from 'node:crypto';
import { decodeUtf8, isJsonError, type JsonValue, parseJson } from '@provkit/json';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { LIMITS } from '../bundle/limits.ts';
import { PredicateError } from '../predicate-error.ts';
import type { TrustProfile } from './profiles.ts';
import { rootProblem } from './root-shape.ts';
import type { Trust, TrustRoot } from './trust.ts';

type Refuse = (problem: string, cause?: unknown) => never;

/**
 * Reads `trusted_root.json`, or several roots as JSON Lines (what `gh attestation trusted-root` prints). Pure.
 *
 * A root with transparency logs is held to the profile `public-good`, one without any to `github`; this follows from
 * the root, which the caller vouches for, and never from what is verified against it (T8).
 * @param content UTF-8, at most 4 MiB in all.
 * @param source what reports call it, usually the file's path.
 * @throws PredicateError TRUST_ROOT_INVALID: too large, not UTF-8, not JSON, not a trusted root, no authority in it, or
 *   an authority without a start of validity, an id or a certificate
 */
export function parseTrustedRoot(content: string | Uint8Array, source: string): Trust {
  const refuse: Refuse = (problem, cause) => {
    throw new PredicateError(
      'TRUST_ROOT_INVALID',
      `${source} is no usable trusted root: ${problem}. Get the current one with "gh attestation trusted-root" or from your Sigstore instance's TUF repository.`,
      { cause },
    );
  };
  const [first, ...rest] = documentsOf(content, refuse);
  return {
    roots: [
      parseRoot(first ?? '', source, refuse),
      ...rest.map((line) => parseRoot(line, source, refuse)),
    ],
  };
}

/** The lines of a JSON Lines text, else the whole text. */
function documentsOf(content: string | Uint8Array, refuse: Refuse): readonly string[] {
  const { maxBytes } = LIMITS.trustedRoot;
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (bytes > maxBytes) refuse(`${bytes} bytes, more than the ${maxBytes} that are read`);
  const text = typeof content === 'string' ? content : decode(content, refuse);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isJsonLines = lines.length > 1 && lines.every((line) => /^\{.*\}\s*$/.test(line));
  return isJsonLines ? lines : [text];
}

function decode(content: Uint8Array, refuse: Refuse): string {
  try {
    return decodeUtf8(content);
  } catch (error) {
    if (!isJsonError(error)) throw error;
    return refuse(error.message, error);
  }
}

function parseRoot(text: string, source: string, refuse: Refuse): TrustRoot {
  const json = readJson(text, refuse);
  const problem = rootProblem(json);
  if (problem !== undefined) refuse(problem);
  const trustedRoot = toTrustedRoot(json, refuse);
  const profile: TrustProfile = trustedRoot.tlogs.length > 0 ? 'public-good' : 'github';
  const sha256 = createHash('sha256').update(text).digest('hex');
  const newestAuthority = new Date(Math.max(...startsOf(trustedRoot))).toISOString();
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
  try {
    return TrustedRoot.fromJSON(json);
  } catch (error) {
    return refuse('a field has the wrong type', error);
  }
}

/** When everybody in the root began, in ms; that they did was checked. */
function startsOf(root: TrustedRoot): readonly number[] {
  const { tlogs, ctlogs, certificateAuthorities, timestampAuthorities } = root;
  return [
    ...[...tlogs, ...ctlogs].map(({ publicKey }) => publicKey?.validFor?.start),
    ...[...certificateAuthorities, ...timestampAuthorities].map(({ validFor }) => validFor?.start),
  ].map((start) => start?.getTime() ?? 0);
}
