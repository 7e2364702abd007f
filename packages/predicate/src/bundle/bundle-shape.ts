import type { JsonValue } from '@provkit/json';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { LIMITS } from './limits.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { type MemberProblem, type MemberRules, memberProblem } from './member-problem.ts';

/** What the members of a bundle are. @see protobuf-specs, sigstore_bundle.proto and what it imports */
const MEMBERS: MemberRules = {
  mediaType: { is: 'text' },
  verificationMaterial: { is: 'object' },
  certificate: { is: 'object' },
  x509CertificateChain: { is: 'object' },
  certificates: { is: 'objects', most: LIMITS.certificates },
  rawBytes: { is: 'bytes', most: LIMITS.certificateBytes },
  publicKey: { is: 'object' },
  hint: { is: 'text' },
  tlogEntries: { is: 'objects', most: LIMITS.tlogEntries },
  logIndex: { is: 'integer' },
  logId: { is: 'object' },
  keyId: { is: 'bytes' },
  kindVersion: { is: 'object' },
  kind: { is: 'text' },
  version: { is: 'text' },
  integratedTime: { is: 'integer' },
  inclusionPromise: { is: 'object' },
  signedEntryTimestamp: { is: 'bytes' },
  inclusionProof: { is: 'object' },
  rootHash: { is: 'bytes' },
  treeSize: { is: 'integer' },
  hashes: { is: 'list of bytes', most: LIMITS.inclusionHashes },
  checkpoint: { is: 'object' },
  envelope: { is: 'text', most: LIMITS.checkpointLength },
  canonicalizedBody: { is: 'bytes' },
  timestampVerificationData: { is: 'object' },
  rfc3161Timestamps: { is: 'objects', most: LIMITS.timestamps },
  signedTimestamp: { is: 'bytes', most: LIMITS.timestampBytes },
  dsseEnvelope: { is: 'object' },
  payload: { is: 'bytes' },
  payloadType: { is: 'text' },
  signatures: { is: 'objects' },
  sig: { is: 'bytes' },
  keyid: { is: 'text' },
  messageSignature: { is: 'object' },
  messageDigest: { is: 'object' },
  digest: { is: 'bytes' },
  signature: { is: 'bytes' },
};

/** What keeps a JSON value from being a bundle, judged before anything is decoded; `undefined` when nothing does. */
export function shapeProblem(json: JsonValue): MemberProblem | undefined {
  if (!isJsonObject(json)) return { problem: 'not a JSON object', pointer: '' };
  return (
    mediaTypeProblem(json) ??
    oneofProblem(json) ??
    signatureProblem(json) ??
    memberProblem(json, MEMBERS)
  );
}

function mediaTypeProblem({ mediaType }: JsonObject): MemberProblem | undefined {
  if (typeof mediaType === 'string' && MEDIA_TYPES.includes(mediaType)) return undefined;
  const found = typeof mediaType === 'string' ? JSON.stringify(mediaType.slice(0, 100)) : 'none';
  return {
    problem: `media type ${found} is none of ${MEDIA_TYPES.join(', ')}`,
    pointer: '/mediaType',
  };
}

/** Exactly one content, and exactly one kind of key material: with two, readers may disagree which one counts. */
function oneofProblem(bundle: JsonObject): MemberProblem | undefined {
  const material = bundle.verificationMaterial;
  if (!isJsonObject(material)) {
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
): MemberProblem | undefined {
  const found = names.filter((name) => object[name] !== undefined && object[name] !== null);
  if (found.length === 1) return undefined;
  const have = found.length === 0 ? 'none' : found.join(' and ');
  return { problem: `has ${have} where it must have one of ${names.join(', ')}`, pointer };
}

/** DSSE allows several signatures, the bundle format exactly one (spec 1.3 #1). */
function signatureProblem({ dsseEnvelope }: JsonObject): MemberProblem | undefined {
  if (!isJsonObject(dsseEnvelope)) return undefined;
  const { signatures } = dsseEnvelope;
  if (Array.isArray(signatures) && signatures.length === 1) return undefined;
  const count = Array.isArray(signatures) ? signatures.length : 0;
  return {
    problem: `${count} DSSE signatures where there must be exactly one`,
    pointer: '/dsseEnvelope/signatures',
  };
}
