import type { CertificateAuthority } from './certificate-authority.ts';
import type { CtLog } from './ct-log.ts';
import type { KeyPair } from './keys.ts';
import type { TimestampAuthority } from './timestamp-authority.ts';
import type { TransparencyLog } from './transparency-log.ts';
import type { TransparencyLogV2 } from './transparency-log-v2.ts';

const DAY_MS = 86_400_000;

/** Everybody whom a trusted root names. */
export interface Authorities {
  readonly ca: CertificateAuthority;
  readonly ctLog: CtLog;
  readonly log: TransparencyLog;
  readonly logV2: TransparencyLogV2;
  readonly tsa: TimestampAuthority;
}

/** When somebody is trusted, UTC, both ends inclusive. */
export interface Validity {
  start?: string;
  end?: string;
}

/** A log of a trusted root, every part open to be spoiled. */
export interface RootLog {
  baseUrl: string;
  hashAlgorithm: string;
  publicKey: { rawBytes: string; keyDetails: string; validFor: Validity };
  logId: { keyId: string };
}

/** An authority of a trusted root, every part open to be spoiled. */
export interface RootAuthority {
  subject: { organization: string; commonName: string };
  uri: string;
  certChain: { certificates: { rawBytes: string }[] };
  validFor: Validity;
}

/** `trusted_root.json`, every part open to be spoiled. */
export interface RootJson {
  mediaType: string;
  tlogs: RootLog[];
  certificateAuthorities: RootAuthority[];
  ctlogs: RootLog[];
  timestampAuthorities: RootAuthority[];
}

/** The first authority of a root, to be spoiled. @throws where it has none */
export function authorityOf({ certificateAuthorities: [first] }: RootJson): RootAuthority {
  if (!first) throw new Error('the root has no authority');
  return first;
}

/** `trusted_root.json`: everybody is valid from thirty days before `start`. */
export function trustedRootOf({
  ca,
  ctLog,
  log,
  logV2,
  tsa,
  start,
}: Authorities & { readonly start: Date }): string {
  const from = new Date(start.getTime() - 30 * DAY_MS).toISOString();
  const root: RootJson = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [
      rootLog(log.name, log.keys, from),
      rootLog(logV2.name, { ...logV2.keys, keyId: logV2.logId }, from),
    ],
    certificateAuthorities: [rootAuthority(ca.chain, 'fulcio', from)],
    ctlogs: [rootLog(`ct.${ca.name.organization ?? ''}`, ctLog.keys, from)],
    timestampAuthorities: [rootAuthority(tsa.chain, 'tsa', from)],
  };
  return JSON.stringify(root);
}

/** How a root names a log, for transparency of signatures or of certificates. */
export function rootLog(host: string, keys: KeyPair, start: string): RootLog {
  const isEd25519 = keys.publicKey.asymmetricKeyType === 'ed25519';
  return {
    baseUrl: `https://${host}`,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: keys.spki.toString('base64'),
      keyDetails: isEd25519 ? 'PKIX_ED25519' : 'PKIX_ECDSA_P256_SHA_256',
      validFor: { start },
    },
    logId: { keyId: keys.keyId.toString('base64') },
  };
}

/** How a root names an authority of certificates or timestamps. */
export function rootAuthority(
  chain: readonly Buffer[],
  commonName: string,
  start: string,
): RootAuthority {
  const organization = 'test';
  return {
    subject: { organization, commonName },
    uri: `https://${commonName}.example`,
    certChain: { certificates: chain.map((raw) => ({ rawBytes: raw.toString('base64') })) },
    validFor: { start },
  };
}
