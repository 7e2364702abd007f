import { type JsonValue, valueAt } from '@provkit/json';
import { fromBase64 } from './base64.ts';
import { refuse } from './malformed.ts';

/** A DSSE envelope with its one signature, every part as its JSON has it. */
export interface Envelope {
  readonly payloadType: string;
  /** Strict base64. */
  readonly payload: string;
  readonly signature: {
    /** Strict base64. */
    readonly sig: string;
    readonly keyid: string;
    /** The signer's certificate in PEM, which slsa-github-generator adds to the signature. */
    readonly cert?: string;
  };
}

/** Whether a document is meant as an envelope of its own, and not as a bundle. */
export function isEnvelope(json: JsonValue): boolean {
  return valueAt(json, '/payload') !== undefined && valueAt(json, '/mediaType') === undefined;
}

/**
 * A JSON value as a DSSE envelope. Exactly one signature: with two, readers may disagree which one counts.
 * @throws Malformed
 * @see secure-systems-lab/dsse envelope.md
 */
export function readEnvelope(json: JsonValue): Envelope {
  const signatures = valueAt(json, '/signatures');
  const count = Array.isArray(signatures) ? signatures.length : 0;
  if (count !== 1) {
    refuse(`${count} DSSE signatures where there must be exactly one`, '/signatures');
  }
  const cert = text(json, '/signatures/0/cert');
  return {
    payloadType: text(json, '/payloadType') ?? refuse('no payload type', '/payloadType'),
    payload: base64(json, '/payload'),
    signature: {
      sig: base64(json, '/signatures/0/sig'),
      keyid: text(json, '/signatures/0/keyid') ?? '',
      ...(cert !== undefined && cert !== '' && { cert }),
    },
  };
}

function base64(json: JsonValue, pointer: string): string {
  return fromBase64(valueAt(json, pointer), pointer).toString('base64');
}

/** A text, or `undefined` where it is absent or null, which mean the same in protobuf's and Go's JSON. */
function text(json: JsonValue, pointer: string): string | undefined {
  const value = valueAt(json, pointer) ?? undefined;
  return value === undefined || typeof value === 'string' ? value : refuse('not a text', pointer);
}
