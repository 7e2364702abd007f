import { isJsonError, type JsonValue, parseJson, valueAt } from '@provkit/json';
import { crypto, pem } from '@sigstore/core';
import { excerpt } from '../../bundle/excerpt.ts';
import type { Evidence, LogEntry } from '../evidence.ts';

/** How bytes are written in a body. */
type Encoding = 'base64' | 'base64-twice' | 'hex';

/** Where a kind of entry keeps what binds it to a signature: JSON pointers into its body. */
interface Form {
  /** All signatures: exactly one, or the entry is of another envelope. Absent where a body has room for one only. */
  readonly signatures?: string;
  readonly signature?: readonly [pointer: string, Encoding];
  /** The signer's certificate or key: base64 of PEM (version 1), or base64 of DER (version 2). */
  readonly verifier: readonly [pointer: string, 'pem' | 'der'];
  readonly digest: readonly [pointer: string, Encoding];
  /** What the digest is of: the payload of an envelope, or the bytes that were signed. */
  readonly digestOf: 'payload' | 'signed';
  /** SHA-256 of the envelope's JSON, in the one kind that does not keep the signature itself. */
  readonly envelopeHash?: string;
}

/** By kind and version, as in the body. @see sigstore/rekor pkg/types; sigstore/rekor-tiles for version 0.0.2 */
const FORMS: Readonly<Record<string, Form>> = {
  'hashedrekord/0.0.1': {
    signature: ['/spec/signature/content', 'base64'],
    verifier: ['/spec/signature/publicKey/content', 'pem'],
    digest: ['/spec/data/hash/value', 'hex'],
    digestOf: 'signed',
  },
  'dsse/0.0.1': {
    signatures: '/spec/signatures',
    signature: ['/spec/signatures/0/signature', 'base64'],
    verifier: ['/spec/signatures/0/verifier', 'pem'],
    digest: ['/spec/payloadHash/value', 'hex'],
    digestOf: 'payload',
  },
  'intoto/0.0.1': {
    envelopeHash: '/spec/content/hash/value',
    verifier: ['/spec/publicKey', 'pem'],
    digest: ['/spec/content/payloadHash/value', 'hex'],
    digestOf: 'payload',
  },
  'intoto/0.0.2': {
    signatures: '/spec/content/envelope/signatures',
    signature: ['/spec/content/envelope/signatures/0/sig', 'base64-twice'],
    verifier: ['/spec/content/envelope/signatures/0/publicKey', 'pem'],
    digest: ['/spec/content/payloadHash/value', 'hex'],
    digestOf: 'payload',
  },
  'hashedrekord/0.0.2': {
    signature: ['/spec/hashedRekordV002/signature/content', 'base64'],
    verifier: ['/spec/hashedRekordV002/signature/verifier', 'der'],
    digest: ['/spec/hashedRekordV002/data/digest', 'base64'],
    digestOf: 'signed',
  },
  'dsse/0.0.2': {
    signatures: '/spec/dsseV002/signatures',
    signature: ['/spec/dsseV002/signatures/0/content', 'base64'],
    verifier: ['/spec/dsseV002/signatures/0/verifier', 'der'],
    digest: ['/spec/dsseV002/payloadHash/digest', 'base64'],
    digestOf: 'payload',
  },
};

const PEM = /^\s*-----BEGIN (CERTIFICATE|PUBLIC KEY)-----\n([A-Za-z0-9+/=\n]+)-----END \1-----\s*$/;

const V2_KINDS: ReadonlySet<string> = new Set(['hashedrekord/0.0.2', 'dsse/0.0.2']);

const LIMITS = { maxBytes: 32 * 1024 * 1024, maxDepth: 32, maxValues: 10_000 };

/**
 * Why the body of a log entry is not about this signature, or `undefined` if it is: the same signature, by the same
 * certificate or key, over the same content. Without this an entry of any other signature would vouch for this one.
 * @see client-spec 4.4
 */
export function bodyProblem(entry: LogEntry, evidence: Evidence): string | undefined {
  const body = parseBody(entry.canonicalizedBody);
  const name = `${String(valueAt(body, '/kind'))}/${String(valueAt(body, '/apiVersion'))}`;
  const called = nameOf(entry);
  if (name !== called) return `its body is ${excerpt(name)}, and it is called ${excerpt(called)}`;
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (!form) return `entries of kind ${excerpt(name)} are unknown`;
  if (form.signatures !== undefined && arrayLength(valueAt(body, form.signatures)) !== 1) {
    return 'it is of an envelope with another number of signatures';
  }
  if (!isBoundToSignature(body, form, evidence)) return 'it is of another signature';
  if (!isSame(verifierIn(body, form), evidence.verifier))
    return 'it is of another certificate or key';
  const [pointer, encoding] = form.digest;
  const digest = decode(valueAt(body, pointer), encoding);
  return isSame(digest, digestOf(evidence, form.digestOf, digest?.length))
    ? undefined
    : 'it is of another payload';
}

/** Whether an entry is of a kind that logs of version 2 have; `bodyProblem` says whether it is what it is called. */
export function isOfVersion2(entry: LogEntry): boolean {
  return V2_KINDS.has(nameOf(entry));
}

function nameOf({ kindVersion: { kind, version } }: LogEntry): string {
  return `${kind}/${version}`;
}

function parseBody(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, LIMITS);
  } catch (error) {
    if (!isJsonError(error)) throw error;
    return null; // has no kind, so no form fits
  }
}

function arrayLength(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function isBoundToSignature(body: JsonValue, form: Form, evidence: Evidence): boolean {
  const { content } = evidence;
  if (form.signature) {
    const [pointer, encoding] = form.signature;
    return isSame(decode(valueAt(body, pointer), encoding), content.signature);
  }
  if (form.envelopeHash === undefined || content.kind !== 'envelope') return false;
  const hash = decode(valueAt(body, form.envelopeHash), 'hex');
  const json = content.json();
  return [json, withCertificate(json, evidence.verifier)].some((text) =>
    isSame(hash, crypto.digest('sha256', Buffer.from(text))),
  );
}

/**
 * The envelope as slsa-github-generator writes and logs it: with the signer's certificate as last member of the
 * signature, which a bundle keeps elsewhere. The hash binds the same signature and certificate either way.
 */
function withCertificate(json: string, verifier: Buffer): string {
  const end = '}]}';
  return `${json.slice(0, -end.length)},"cert":${JSON.stringify(pem.fromDER(verifier))}${end}`;
}

function verifierIn(body: JsonValue, { verifier: [pointer, form] }: Form): Buffer | undefined {
  if (form === 'der') {
    const certificate = valueAt(body, `${pointer}/x509Certificate/rawBytes`);
    const key = valueAt(body, `${pointer}/publicKey/rawBytes`);
    if (certificate !== undefined && key !== undefined) return undefined; // one of the two: which counts?
    return decode(certificate ?? key, 'base64');
  }
  return fromPem(decode(valueAt(body, pointer), 'base64')?.toString('latin1') ?? '');
}

/** One certificate or key, and nothing else: of several, which one counts? (RFC 7468) */
function fromPem(text: string): Buffer | undefined {
  const [, , lines = ''] = PEM.exec(text) ?? [];
  return decode(lines.replaceAll('\n', ''), 'base64');
}

/** SHA-2 by the length of its digest. */
const ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
]);

/** The digest of so many bytes that an entry may state; of signed bytes each kind takes the one that the signer's key goes with. */
function digestOf(
  { content }: Evidence,
  of: Form['digestOf'],
  length: number | undefined,
): Buffer | undefined {
  if (content.kind === 'message') return of === 'signed' ? content.digest : undefined;
  const algorithm = ALGORITHMS.get(length ?? 0);
  if (algorithm === undefined) return undefined;
  return crypto.digest(algorithm, of === 'payload' ? content.payload : content.signed);
}

function decode(value: unknown, encoding: Encoding): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  if (encoding === 'base64-twice')
    return decode(decode(value, 'base64')?.toString('latin1'), 'base64');
  const bytes = Buffer.from(value, encoding);
  return bytes.toString(encoding) === (encoding === 'hex' ? value.toLowerCase() : value)
    ? bytes
    : undefined;
}

function isSame(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a !== undefined && b !== undefined && a.equals(b);
}
