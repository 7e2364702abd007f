import { createHash, type KeyObject } from 'node:crypto';

/** Node's names of the curves, and SSH's. */
const CURVES: Readonly<Record<string, string>> = {
  'P-256': 'nistp256',
  'P-384': 'nistp384',
  'P-521': 'nistp521',
};

/**
 * `SHA256:` and the unpadded base64 of the SHA-256 of the key as SSH writes it: what `ssh-keygen -l` prints, and the key
 * id that go-securesystemslib, and so slsa-verifier, gives a key that has none.
 * @see RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4
 */
export function sshFingerprint(key: KeyObject): string {
  const blob = Buffer.concat(sshFields(key).map(lengthPrefixed));
  return `SHA256:${sha256(blob).replace(/=+$/, '')}`;
}

/**
 * The names that follow from a key itself, by which an envelope or bundle may call it: its SSH fingerprint, and the hint
 * that Sigstore's clients write, the base64 of the SHA-256 of its SPKI in DER.
 */
export function keyNames(key: KeyObject): readonly string[] {
  const spki = key.export({ format: 'der', type: 'spki' });
  return [sshFingerprint(key), sha256(spki)];
}

function sshFields(key: KeyObject): readonly Buffer[] {
  const { kty, crv = '', x, y, n, e } = key.export({ format: 'jwk' });
  const bytes = (field: string | undefined) => Buffer.from(field ?? '', 'base64url');
  if (kty === 'RSA') return [Buffer.from('ssh-rsa'), multiple(bytes(e)), multiple(bytes(n))];
  if (kty === 'OKP') return [Buffer.from(`ssh-${crv.toLowerCase()}`), bytes(x)];
  const curve = CURVES[crv] ?? crv;
  const point = Buffer.concat([Buffer.of(4), bytes(x), bytes(y)]); // uncompressed (SEC 1)
  return [Buffer.from(`ecdsa-sha2-${curve}`), Buffer.from(curve), point];
}

/** A positive number as SSH writes it: with a zero byte before a set highest bit (RFC 4251 section 5, mpint). */
function multiple(bytes: Buffer): Buffer {
  return (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

function lengthPrefixed(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('base64');
}
