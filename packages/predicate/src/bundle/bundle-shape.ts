import { type JsonValue, pointerOf } from '@provkit/json';
import { LIMITS } from './limits.ts';
import { MEDIA_TYPES } from './media-types.ts';

type Shape = { readonly problem: string; readonly pointer: string };
type JsonObject = { readonly [key: string]: JsonValue };
type Path = readonly (string | number)[];

/** Members whose value is bytes, wherever in a bundle they stand (protobuf-specs, sigstore_bundle.proto). */
const BYTES = new Set([
  'rawBytes',
  'keyId',
  'signedEntryTimestamp',
  'rootHash',
  'canonicalizedBody',
  'signedTimestamp',
  'payload',
  'sig',
  'digest',
  'signature',
]);
/** Arrays and how many elements each may have. */
const COUNTS: Readonly<Record<string, number>> = {
  tlogEntries: LIMITS.tlogEntries,
  rfc3161Timestamps: LIMITS.timestamps,
  certificates: LIMITS.certificates,
  hashes: LIMITS.inclusionHashes,
};

/** What keeps a JSON value from being a bundle, judged before anything is decoded; `undefined` when nothing does. */
export function shapeProblem(json: JsonValue): Shape | undefined {
  if (!isObject(json)) return { problem: 'not a JSON object', pointer: '' };
  return (
    mediaTypeProblem(json) ?? oneofProblem(json) ?? signatureProblem(json) ?? bytesProblem(json, [])
  );
}

function mediaTypeProblem({ mediaType }: JsonObject): Shape | undefined {
  if (typeof mediaType === 'string' && MEDIA_TYPES.includes(mediaType)) return undefined;
  const found = typeof mediaType === 'string' ? JSON.stringify(mediaType.slice(0, 100)) : 'none';
  return {
    problem: `media type ${found} is none of ${MEDIA_TYPES.join(', ')}`,
    pointer: '/mediaType',
  };
}

/** Exactly one content, and exactly one kind of key material: with two, readers may disagree which one counts. */
function oneofProblem(bundle: JsonObject): Shape | undefined {
  const material = bundle.verificationMaterial;
  if (!isObject(material)) {
    return { problem: 'no verification material', pointer: '/verificationMaterial' };
  }
  return (
    exactlyOne(bundle, ['messageSignature', 'dsseEnvelope'], '') ??
    exactlyOne(
      material,
      ['x509CertificateChain', 'publicKey', 'certificate'],
      '/verificationMaterial',
    )
  );
}

function exactlyOne(
  object: JsonObject,
  names: readonly string[],
  pointer: string,
): Shape | undefined {
  const found = names.filter((name) => object[name] !== undefined && object[name] !== null);
  if (found.length === 1) return undefined;
  const have = found.length === 0 ? 'none' : found.join(' and ');
  return { problem: `has ${have} where it must have one of ${names.join(', ')}`, pointer };
}

/** DSSE allows several signatures, the bundle format exactly one (client-spec 4.3). */
function signatureProblem({ dsseEnvelope }: JsonObject): Shape | undefined {
  if (!isObject(dsseEnvelope)) return undefined;
  const { signatures } = dsseEnvelope;
  if (Array.isArray(signatures) && signatures.length === 1) return undefined;
  const count = Array.isArray(signatures) ? signatures.length : 0;
  return {
    problem: `${count} DSSE signatures where there must be exactly one`,
    pointer: '/dsseEnvelope/signatures',
  };
}

function bytesProblem(value: JsonValue, path: Path): Shape | undefined {
  if (Array.isArray(value)) {
    const most = COUNTS[String(path.at(-1))];
    if (most !== undefined && value.length > most) {
      return { problem: `${value.length} elements, more than ${most}`, pointer: pointerOf(path) };
    }
    return firstProblem(
      value.map((element, index) => [index, element]),
      path,
    );
  }
  if (isObject(value)) return firstProblem(Object.entries(value), path);
  const name = typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1);
  const isBytes = BYTES.has(String(name)) || name === 'hashes';
  if (!isBytes || value === null) return undefined;
  if (typeof value === 'string' && isCanonicalBase64(value)) return undefined;
  return { problem: 'not strict base64', pointer: pointerOf(path) };
}

/**
 * Padded, no other characters, no stray bits (RFC 4648 section 4): what protobuf's JSON writers emit. By writing it again,
 * since a regular expression over groups of four overflows the stack on payloads of a few megabytes.
 */
function isCanonicalBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

function firstProblem(
  members: readonly (readonly [string | number, JsonValue])[],
  path: Path,
): Shape | undefined {
  for (const [step, member] of members) {
    const problem = bytesProblem(member, [...path, step]);
    if (problem) return problem;
  }
  return undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
