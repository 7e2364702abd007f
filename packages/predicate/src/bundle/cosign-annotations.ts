import { valueAt } from '@provkit/json';
import { fromBase64 } from './base64.ts';
import type { FoundBundle } from './bundle-source.ts';
import { readEnvelope } from './dsse-envelope.ts';
import { foundBundle } from './found-bundle.ts';
import { LIMITS } from './limits.ts';
import { readJson, refuse } from './malformed.ts';
import { readCertificates } from './pem-certificates.ts';
import { type LogEntryJson, toLogEntry } from './rekor-entry.ts';
import { wrapEnvelope } from './wrap-envelope.ts';

/** Media type of the layers in which cosign keeps attestations. */
export const COSIGN_ENVELOPE = 'application/vnd.dsse.envelope.v1+json';

/** A layer of cosign's attestation image (`sha256-….att`). */
export interface CosignLayer {
  /** What reports call it. */
  readonly name: string;
  /** The layer's blob: a DSSE envelope. */
  readonly content: Uint8Array;
  /** The annotations of its descriptor. */
  readonly annotations: Readonly<Record<string, unknown>>;
}

const PREFIX = 'dev.sigstore.cosign/';
const ANNOTATION_LIMITS = { maxBytes: 1024 * 1024, maxDepth: 16, maxValues: 10_000 };

/**
 * The envelope of a cosign attestation as a Sigstore bundle: its certificates, log entry and timestamp stand in
 * annotations. Nothing is verified. Pure.
 * @returns a bundle, or what is malformed; a pointer that begins with `/dev.sigstore.cosign` is into the annotation
 * @see sigstore/cosign specs/SIGNATURE_SPEC.md and specs/ATTESTATION_SPEC.md
 */
export function fromCosignLayer({ name, content, annotations }: CosignLayer): FoundBundle {
  return foundBundle(name, () => {
    const envelope = readEnvelope(readJson(content, LIMITS.json));
    const annotation = (key: string) => annotations[`${PREFIX}${key}`] || undefined; // empty: as if absent
    const certificate = annotation('certificate');
    if (certificate === undefined)
      refuse('no certificate: it was signed by a key', at('certificate'));
    const chain = annotation('chain');
    return wrapEnvelope({
      envelope,
      certificates: [
        ...readCertificates(certificate, at('certificate')),
        ...(chain === undefined ? [] : readCertificates(chain, at('chain'))),
      ],
      logEntries: logEntries(annotation('bundle')),
      timestamps: timestamps(annotation('rfc3161timestamp')),
    });
  });
}

function logEntries(annotation: unknown): readonly LogEntryJson[] {
  if (annotation === undefined) return [];
  const json = jsonIn(annotation, 'bundle');
  return [toLogEntry(valueAt(json, '/Payload'), valueAt(json, '/SignedEntryTimestamp'))];
}

function timestamps(annotation: unknown): readonly string[] {
  if (annotation === undefined) return [];
  const json = jsonIn(annotation, 'rfc3161timestamp');
  const pointer = `${at('rfc3161timestamp')}/SignedRFC3161Timestamp`;
  return [fromBase64(valueAt(json, '/SignedRFC3161Timestamp'), pointer).toString('base64')];
}

function jsonIn(annotation: unknown, key: string): unknown {
  if (typeof annotation !== 'string') return refuse('not a text', at(key));
  return readJson(annotation, ANNOTATION_LIMITS, at(key));
}

/** JSON pointer to an annotation. */
function at(key: string): string {
  return `/${PREFIX.replace('/', '~1')}${key}`;
}
