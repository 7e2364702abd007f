import type { JsonValue } from '@provkit/json';
import { isJsonObject, type JsonObject } from '../bundle/json-object.ts';
import { LIMITS } from '../bundle/limits.ts';
import { type MemberRules, memberProblem } from '../bundle/member-problem.ts';
import { validityProblem } from './validity-problem.ts';

/** The media types of trusted roots, old and new (protobuf-specs, sigstore_trustroot.proto). */
const MEDIA_TYPES: readonly unknown[] = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.1+json',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
];

/** What the members of a root are. @see protobuf-specs, sigstore_trustroot.proto and what it imports */
const MEMBERS: MemberRules = {
  mediaType: { is: 'text' },
  tlogs: { is: 'objects' },
  ctlogs: { is: 'objects' },
  certificateAuthorities: { is: 'objects' },
  timestampAuthorities: { is: 'objects' },
  baseUrl: { is: 'text' },
  publicKey: { is: 'object' },
  rawBytes: { is: 'bytes', most: LIMITS.certificateBytes },
  validFor: { is: 'object' },
  logId: { is: 'object' },
  checkpointKeyId: { is: 'object' },
  keyId: { is: 'bytes' },
  subject: { is: 'object' },
  uri: { is: 'text' },
  certChain: { is: 'object' },
  certificates: { is: 'objects' },
};

const LOGS = ['tlogs', 'ctlogs'] as const;
const AUTHORITIES = ['certificateAuthorities', 'timestampAuthorities'] as const;

/** What keeps a JSON value from being a trusted root, in words that begin with the place; `undefined` when nothing does. */
export function rootProblem(json: JsonValue): string | undefined {
  if (!isJsonObject(json) || !('mediaType' in json)) return 'it has no media type';
  if (!MEDIA_TYPES.includes(json.mediaType)) {
    return `its media type is none of ${MEDIA_TYPES.join(', ')}`;
  }
  const member = memberProblem(json, MEMBERS);
  if (member) return `${member.pointer} is ${member.problem}`;
  const problems = [
    ...LOGS.flatMap((name) => membersOf(json, name).map(logProblem)),
    ...AUTHORITIES.flatMap((name) => membersOf(json, name).map(authorityProblem)),
  ];
  if (problems.length === 0) return 'it holds no authority';
  return problems.find((problem) => problem !== undefined);
}

type Place = readonly [pointer: string, value: JsonObject];

function membersOf(root: JsonObject, name: string): readonly Place[] {
  const list = root[name];
  return Array.isArray(list)
    ? list.filter(isJsonObject).map((value, index) => [`/${name}/${index}`, value])
    : [];
}

/** An entry is told to be of a log by its id; an empty one would be every entry's that has none. */
function logProblem([pointer, log]: Place): string | undefined {
  const { publicKey, logId, checkpointKeyId } = log;
  if (!isJsonObject(publicKey)) return `${pointer}/publicKey is missing`;
  const isNamedByCheckpoint = isJsonObject(checkpointKeyId); // which then goes first
  const id = isNamedByCheckpoint ? checkpointKeyId : logId;
  if (!hasText(id, 'keyId')) {
    return `${pointer}/${isNamedByCheckpoint ? 'checkpointKeyId' : 'logId'} is empty`;
  }
  const problem = validityProblem(publicKey);
  return problem && `${pointer}/publicKey${problem}`;
}

function authorityProblem([pointer, authority]: Place): string | undefined {
  const { certChain } = authority;
  const certificates = isJsonObject(certChain) ? certChain.certificates : [];
  if (!Array.isArray(certificates) || certificates.length === 0) {
    return `${pointer}/certChain is empty`;
  }
  const problem = validityProblem(authority);
  return problem && `${pointer}${problem}`;
}

function hasText(value: JsonValue | undefined, name: string): boolean {
  const member = isJsonObject(value) ? value[name] : undefined;
  return typeof member === 'string' && member !== '';
}
