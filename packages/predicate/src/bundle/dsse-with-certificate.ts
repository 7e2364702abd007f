import { decodeUtf8, isJsonError, type JsonValue } from '@provkit/json';
import type { BundleSource, FoundBundle } from './bundle-source.ts';
import { type Envelope, isEnvelope, readEnvelope } from './dsse-envelope.ts';
import { LIMITS } from './limits.ts';
import { Malformed, outcomeOf, readJson } from './malformed.ts';
import { documentsOf } from './parse-bundles.ts';
import { readCertificates } from './pem-certificates.ts';

/**
 * An envelope with the signer's certificate inside, and without its log entry: what slsa-github-generator wrote up to
 * v2.0.0 (`.intoto.jsonl`). Evidence once the log was asked for the entry.
 */
export interface BareEnvelope {
  /** What reports call it. */
  readonly name: string;
  readonly envelope: Envelope;
  /** The signer's certificate as the envelope has it, and in DER. */
  readonly pem: string;
  readonly certificate: Uint8Array;
  /** The document as it was read: what was logged is the hash of these bytes. */
  readonly text: string;
}

/**
 * The documents of a source, those apart that are envelopes with a certificate inside. What is no envelope is left as it
 * is, for `parseBundles`. Pure.
 * @returns in the order of the text; named after the source, with `#line` where there are several lines
 */
export function bareEnvelopes(source: BundleSource): readonly (BareEnvelope | FoundBundle)[] {
  const { name, content } = source;
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (size > LIMITS.fileBytes) return [source];
  const decoded = outcomeOf(() => decode(content));
  if (!('value' in decoded)) return [source];
  const documents = documentsOf(decoded.value);
  if (!documents) return [source]; // too many: `parseBundles` says so
  const found = documents.map((document) =>
    bareEnvelope(documents.length > 1 ? `${name}#${document.line}` : name, document.text),
  );
  return found.every((one) => 'content' in one) ? [source] : found;
}

function decode(content: string | Uint8Array): string {
  if (typeof content === 'string') return content;
  try {
    return decodeUtf8(content);
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    throw new Malformed(cause.message, '', { cause });
  }
}

/** Whether evidence is an envelope that the log must be asked about. */
export function isBareEnvelope(found: BareEnvelope | FoundBundle): found is BareEnvelope {
  return 'envelope' in found;
}

function bareEnvelope(name: string, text: string): BareEnvelope | FoundBundle {
  const asItIs = { name, content: text };
  const json = outcomeOf((): JsonValue => readJson(text, LIMITS.json));
  if (!('value' in json) || !isEnvelope(json.value)) return asItIs;
  const found = outcomeOf((): BareEnvelope | BundleSource => {
    const envelope = readEnvelope(json.value);
    const { cert: pem } = envelope.signature;
    if (pem === undefined) return asItIs;
    const [certificate] = readCertificates(pem, '/signatures/0/cert');
    return { name, envelope, pem, certificate, text };
  });
  return 'value' in found ? found.value : { name, ...found };
}
