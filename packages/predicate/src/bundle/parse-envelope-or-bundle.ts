import { isJsonError, type JsonValue, parseJson } from '@provkit/json';
import type { Bundle } from '@sigstore/bundle';
import type { BundleSource } from './bundle-source.ts';
import { isJsonObject } from './json-object.ts';
import { LIMITS } from './limits.ts';
import { readSignedEnvelope, type SignedEnvelope } from './signed-envelope.ts';
import { toBundle } from './to-bundle.ts';

/** One or the other, or what is wrong with it and where (JSON pointer). */
export type EnvelopeOrBundle =
  | { readonly kind: 'envelope'; readonly envelope: SignedEnvelope }
  | { readonly kind: 'bundle'; readonly bundle: Bundle }
  | { readonly kind: 'malformed'; readonly problem: string; readonly pointer?: string };

const BUNDLE_MEMBERS = ['mediaType', 'verificationMaterial', 'dsseEnvelope', 'messageSignature'];
const ENVELOPE_MEMBERS = ['payloadType', 'payload', 'signatures'];

/**
 * Reads exactly one DSSE envelope or Sigstore bundle: bounded, UTF-8, without duplicate keys. A document that is both is
 * refused, since readers would differ in which of the two they verify.
 */
export function parseEnvelopeOrBundle({ content }: BundleSource): EnvelopeOrBundle {
  let json: JsonValue;
  try {
    json = parseJson(content, LIMITS.json);
  } catch (error) {
    if (!isJsonError(error)) throw error;
    const pointer = error.pointer === undefined ? {} : { pointer: error.pointer };
    return { kind: 'malformed', problem: error.message, ...pointer };
  }
  if (!isJsonObject(json)) return { kind: 'malformed', problem: 'not a JSON object', pointer: '' };
  const has = (name: string) => Object.hasOwn(json, name);
  const [isBundle, isEnvelope] = [BUNDLE_MEMBERS.some(has), ENVELOPE_MEMBERS.some(has)];
  if (isBundle === isEnvelope) {
    return {
      kind: 'malformed',
      problem: isBundle
        ? 'a DSSE envelope and a Sigstore bundle in one'
        : 'neither a DSSE envelope nor a Sigstore bundle',
      pointer: '',
    };
  }
  const outcome = isBundle ? toBundle(json) : readSignedEnvelope(json);
  if ('problem' in outcome) return { kind: 'malformed', ...outcome };
  return 'bundle' in outcome
    ? { kind: 'bundle', bundle: outcome.bundle }
    : { kind: 'envelope', envelope: outcome.envelope };
}
