import type { CertificateAuthority } from './certificate-authority.ts';
import type { CtLog } from './ct-log.ts';
import type { KeyPair } from './keys.ts';
import type { TimestampAuthority } from './timestamp-authority.ts';
import type { TransparencyLog } from './transparency-log.ts';

const DAY_MS = 86_400_000;

/** Everybody whom a trusted root names. */
export interface Authorities {
  readonly ca: CertificateAuthority;
  readonly ctLog: CtLog;
  readonly log: TransparencyLog;
  readonly tsa: TimestampAuthority;
}

/** `trusted_root.json`: everybody is valid from thirty days before `start`. */
export function trustedRootOf({
  ca,
  ctLog,
  log,
  tsa,
  start,
}: Authorities & { readonly start: Date }): string {
  const validFor = { start: new Date(start.getTime() - 30 * DAY_MS).toISOString() };
  const publicLog = (host: string, { spki, keyId }: KeyPair) => ({
    baseUrl: `https://${host}`,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: spki.toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor,
    },
    logId: { keyId: keyId.toString('base64') },
  });
  const authority = (chain: readonly Buffer[], commonName: string) => ({
    subject: { organization: ca.name.organization, commonName },
    uri: `https://${commonName}.${ca.name.organization ?? ''}`,
    certChain: { certificates: chain.map((raw) => ({ rawBytes: raw.toString('base64') })) },
    validFor,
  });
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [publicLog(log.name, log.keys)],
    certificateAuthorities: [authority(ca.chain, 'fulcio')],
    ctlogs: [publicLog(`ct.${ca.name.organization ?? ''}`, ctLog.keys)],
    timestampAuthorities: [authority(tsa.chain, 'tsa')],
  });
}
