import { createPublicKey, type KeyObject } from 'node:crypto';
import { valueAt } from '@provkit/json';
import { fromBase64 } from '../bundle/base64.ts';
import { outcomeOf, readJson, refuse } from '../bundle/malformed.ts';
import { PredicateError } from '../predicate-error.ts';

/** A key by which a registry signs its publish attestations. */
export interface RegistryKey {
  /** As bundles name it, for example `SHA256:…`. */
  readonly keyId: string;
  readonly key: KeyObject;
  /** When its signatures count, UTC; both ends count. */
  readonly validFrom: Date;
  readonly validUntil?: Date;
}

const LIMITS = { maxBytes: 1024 * 1024, maxDepth: 8, maxValues: 10_000 };
const USAGE = 'npm:attestations';

/**
 * A registry's keys for attestations, from its `keys.json`: the target of Sigstore's TUF repository whose name ends so.
 * Keys of other use, such as those that sign a registry's metadata, are left out. Pure.
 * @param source what errors call it.
 * @throws PredicateError TRUST_ROOT_INVALID: not such a file, or a key for attestations that cannot be read
 */
export function parseRegistryKeys(
  content: string | Uint8Array,
  source: string,
): readonly RegistryKey[] {
  const outcome = outcomeOf(() => {
    const keys = valueAt(readJson(content, LIMITS), '/keys');
    if (!Array.isArray(keys)) refuse('it has no array of keys', '/keys');
    return keys.flatMap((key, at) => (valueAt(key, '/keyUsage') === USAGE ? [read(key, at)] : []));
  });
  if ('value' in outcome) return outcome.value;
  throw new PredicateError(
    'TRUST_ROOT_INVALID',
    `${source} is no list of a registry's keys: ${outcome.problem} at ${outcome.pointer}.`,
  );
}

function read(key: unknown, at: number): RegistryKey {
  const pointer = `/keys/${at}`;
  const keyId = valueAt(key, '/keyId');
  if (typeof keyId !== 'string' || keyId === '') refuse('no id', `${pointer}/keyId`);
  const end = valueAt(key, '/publicKey/validFor/end') ?? undefined;
  return {
    keyId,
    key: readKey(valueAt(key, '/publicKey/rawBytes'), `${pointer}/publicKey/rawBytes`),
    validFrom: readDate(
      valueAt(key, '/publicKey/validFor/start'),
      `${pointer}/publicKey/validFor/start`,
    ),
    ...(end !== undefined && { validUntil: readDate(end, `${pointer}/publicKey/validFor/end`) }),
  };
}

function readKey(rawBytes: unknown, pointer: string): KeyObject {
  const der = fromBase64(rawBytes, pointer);
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return refuse('no public key (SPKI in DER)', pointer);
  }
}

/** Without a start the key would have been valid for ever. */
function readDate(text: unknown, pointer: string): Date {
  const date = new Date(typeof text === 'string' ? text : Number.NaN);
  return Number.isNaN(date.getTime()) ? refuse('no date', pointer) : date;
}
