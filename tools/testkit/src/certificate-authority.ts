import {
  type CertificateOptions,
  type Extension,
  encodeTbs,
  extensions,
  type Name,
  randomSerial,
  signTbs,
} from './certificate.ts';
import { generateKeyPair, type KeyPair } from './keys.ts';

/** What is asked of an issuer. */
export type LeafOptions = Omit<CertificateOptions, 'issuer' | 'subject'>;

/** Somebody who signs certificates, with or without the right to. */
export interface Issuer {
  readonly name: Name;
  readonly keys: KeyPair;
  /**
   * Issues a leaf.
   * @param complete is given the to-be-signed part and may add extensions to it: SCTs, which cover the rest.
   */
  issue(options: LeafOptions, complete?: (tbs: Buffer) => readonly Extension[]): Buffer;
}

/** A root authority and its intermediate, as Fulcio has them. */
export interface CertificateAuthority extends Issuer {
  /** DER, intermediate first. */
  readonly chain: readonly [Buffer, Buffer];
}

const YEAR_MS = 365 * 86_400_000;

/** Who signs with these keys, under this name. */
export function createIssuer(name: Name, keys: KeyPair): Issuer {
  return {
    name,
    keys,
    issue: (options, complete = () => []) => {
      const serial = randomSerial();
      const whole = { ...options, issuer: name, subject: {} };
      const added = complete(encodeTbs(whole, serial));
      const all = { ...whole, extensions: [...whole.extensions, ...added] };
      return signTbs(encodeTbs(all, serial), keys);
    },
  };
}

/**
 * Makes an authority that began a year before `now` and lives for ten.
 * @param intermediate changes the intermediate before the root signs it.
 */
export function createCertificateAuthority(
  organization: string,
  now: Date,
  intermediate: (options: CertificateOptions) => CertificateOptions = (options) => options,
): CertificateAuthority {
  const rootKeys = generateKeyPair('P-384');
  const keys = generateKeyPair('P-384');
  const rootName = { organization, commonName: `${organization} root` };
  const name = { organization, commonName: `${organization} intermediate` };
  const validity = {
    notBefore: new Date(now.getTime() - YEAR_MS),
    notAfter: new Date(now.getTime() + 9 * YEAR_MS),
  };
  const authority = (subject: Name, { spki }: KeyPair): CertificateOptions => ({
    ...validity,
    subject,
    issuer: rootName,
    spki,
    extensions: [
      extensions.basicConstraints(true),
      extensions.keyUsage(true),
      extensions.subjectKeyId(spki),
      extensions.authorityKeyId(rootKeys.spki),
    ],
  });
  const certify = (options: CertificateOptions) =>
    signTbs(encodeTbs(options, randomSerial()), rootKeys);
  return {
    ...createIssuer(name, keys),
    chain: [certify(intermediate(authority(name, keys))), certify(authority(rootName, rootKeys))],
  };
}
