import { valueAt } from '@provkit/json';
import { fromBase64 } from './base64.ts';
import { readJson, refuse } from './malformed.ts';

/** `TransparencyLogEntry` in protobuf's JSON. @see protobuf-specs, sigstore_rekor.proto */
export interface LogEntryJson {
  readonly logIndex: string;
  readonly logId: { readonly keyId: string };
  readonly kindVersion: { readonly kind: string; readonly version: string };
  readonly integratedTime: string;
  readonly inclusionPromise: { readonly signedEntryTimestamp: string };
  readonly inclusionProof?: InclusionProofJson;
  readonly canonicalizedBody: string;
}

interface InclusionProofJson {
  readonly logIndex: string;
  readonly rootHash: string;
  readonly treeSize: string;
  readonly hashes: readonly string[];
  readonly checkpoint: { readonly envelope: string };
}

const BODY_LIMITS = { maxBytes: 32 * 1024 * 1024, maxDepth: 32, maxValues: 10_000 };

/**
 * An entry of Rekor's version 1 in the form of bundles. Neither its promise and proof are verified here nor whose entry
 * it is; that is for who verifies the bundle.
 * @param entry `body`, `integratedTime`, `logID` and `logIndex`, as Rekor's API and cosign's annotation have them.
 * @param promise the signed entry timestamp, base64.
 * @param proof the proof of inclusion as Rekor's API has it; absent in cosign's annotation.
 * @throws Malformed
 * @see sigstore/rekor openapi.yaml, LogEntry; sigstore/cosign pkg/cosign/bundle
 */
export function toLogEntry(entry: unknown, promise: unknown, proof?: unknown): LogEntryJson {
  const body = fromBase64(valueAt(entry, '/body'), '/body');
  const json = readJson(body, BODY_LIMITS, '/body');
  const kind = valueAt(json, '/kind');
  const version = valueAt(json, '/apiVersion');
  if (typeof kind !== 'string' || typeof version !== 'string') {
    refuse('a body without kind and version', '/body');
  }
  return {
    logIndex: index(entry, '/logIndex'),
    logId: { keyId: hex(valueAt(entry, '/logID'), '/logID') },
    kindVersion: { kind, version },
    integratedTime: index(entry, '/integratedTime'),
    inclusionPromise: {
      signedEntryTimestamp: fromBase64(promise, '/SignedEntryTimestamp').toString('base64'),
    },
    ...(proof !== undefined && { inclusionProof: toProof(proof) }),
    canonicalizedBody: body.toString('base64'),
  };
}

function toProof(proof: unknown): InclusionProofJson {
  const envelope = valueAt(proof, '/checkpoint');
  const hashes = valueAt(proof, '/hashes');
  // without a checkpoint nobody has signed the proof, and it would say nothing
  if (typeof envelope !== 'string') refuse('no checkpoint', '/inclusionProof/checkpoint');
  if (!Array.isArray(hashes)) refuse('not an array', '/inclusionProof/hashes');
  return {
    logIndex: index(proof, '/logIndex', '/inclusionProof'),
    rootHash: hex(valueAt(proof, '/rootHash'), '/inclusionProof/rootHash'),
    treeSize: index(proof, '/treeSize', '/inclusionProof'),
    hashes: hashes.map((hash, at) => hex(hash, `/inclusionProof/hashes/${at}`)),
    checkpoint: { envelope },
  };
}

/** A whole number from 0, as the decimal text that protobuf's JSON has. */
function index(document: unknown, pointer: string, parent = ''): string {
  const value = valueAt(document, pointer);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? String(value)
    : refuse('not a whole number', `${parent}${pointer}`);
}

/** Hexadecimal, as the base64 that bundles have. */
function hex(value: unknown, pointer: string): string {
  return typeof value === 'string' && /^(?:[0-9a-f]{2})+$/.test(value)
    ? Buffer.from(value, 'hex').toString('base64')
    : refuse('not hexadecimal', pointer);
}
