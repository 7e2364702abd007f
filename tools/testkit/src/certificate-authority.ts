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

/** A root authority and its intermediate, as Fulcio has them. */
export interface CertificateAuthority {
  readonly name: Name;
  readonly keys: KeyPair;
  /** DER, intermediate first. */
  readonly chain: readonly [Buffer, Buffer];
  /**
   * Issues a leaf.
   * @param complete is given the to-be-signed part and may add extensions to it: SCTs, which cover the rest.
   */
  issue(
    options: Omit<CertificateOptions, 'issuer' | 'subject'>,
    complete?: (tbs: Buffer) => readonly Extension[],
  ): Buffer;
}

const YEAR_MS = 365 * 86_400_000;

/** Makes an authority that began a year before `now` and lives for ten. */
export function createCertificateAuthority(organization: string, now: Date): CertificateAuthority {
  const rootKeys = generateKeyPair('P-384');
  const keys = generateKeyPair('P-384');
  const rootName = { organization, commonName: `${organization} root` };
  const name = { organization, commonName: `${organization} intermediate` };
  const validity = {
    notBefore: new Date(now.getTime() - YEAR_MS),
    notAfter: new Date(now.getTime() + 9 * YEAR_MS),
  };
  const authority = (subject: Name, { spki }: KeyPair): Buffer => {
    const options = {
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
    };
    return signTbs(encodeTbs(options, randomSerial()), rootKeys);
  };
  return {
    name,
    keys,
    chain: [authority(name, keys), authority(rootName, rootKeys)],
    issue: (options, complete = () => []) => {
      const serial = randomSerial();
      const whole = { ...options, issuer: name, subject: {} };
      const added = complete(encodeTbs(whole, serial));
      const all = { ...whole, extensions: [...whole.extensions, ...added] };
      return signTbs(encodeTbs(all, serial), keys);
    },
  };
}
