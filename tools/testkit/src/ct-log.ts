import type { Extension } from './certificate.ts';
import * as der from './der.ts';
import { generateKeyPair, type KeyPair, sha256, signSha256 } from './keys.ts';

/** A certificate transparency log, as far as it promises to include certificates. */
export interface CtLog {
  readonly keys: KeyPair;
  /** A signed certificate timestamp over the to-be-signed part of a certificate (RFC 6962 section 3.2). */
  promise(tbs: Buffer, issuer: KeyPair, time: Date): Buffer;
}

export function createCtLog(): CtLog {
  const keys = generateKeyPair();
  return {
    keys,
    promise: (tbs, issuer, time) => {
      const timestamp = uint(time.getTime(), 8);
      const preCertificate = Buffer.concat([sha256(issuer.spki), uint(tbs.length, 3), tbs]);
      // version 1, certificate_timestamp; precert_entry; no extensions
      const signed = [Buffer.of(0, 0), timestamp, Buffer.of(0, 1), preCertificate, Buffer.of(0, 0)];
      const signature = signSha256(Buffer.concat(signed), keys);
      const algorithm = Buffer.of(4, 3); // SHA-256, ECDSA (RFC 5246 section 7.4.1.4.1)
      return Buffer.concat([
        Buffer.of(0),
        keys.keyId,
        timestamp,
        Buffer.of(0, 0),
        algorithm,
        uint(signature.length, 2),
        signature,
      ]);
    },
  };
}

/** The extension of a certificate that holds SCTs (RFC 6962 section 3.3). */
export function sctExtension(scts: readonly Buffer[]): Extension {
  const list = Buffer.concat(scts.flatMap((sct) => [uint(sct.length, 2), sct]));
  return {
    oid: '1.3.6.1.4.1.11129.2.4.2',
    value: der.octets(Buffer.concat([uint(list.length, 2), list])),
  };
}

function uint(value: number, bytes: number): Buffer {
  return Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex');
}
