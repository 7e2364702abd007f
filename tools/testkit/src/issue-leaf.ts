import { extensions } from './certificate.ts';
import type { Issuer, LeafOptions } from './certificate-authority.ts';
import { type CtLog, createCtLog, sctExtension } from './ct-log.ts';
import {
  DEFAULT_CLAIMS,
  type ExtensionValues,
  extensionValues,
  fulcioExtensions,
  GITHUB_ISSUER,
  type GithubClaims,
} from './github-claims.ts';
import type { KeyPair } from './keys.ts';

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const LIFETIME_MS = 600_000;

/** Who promises to publish the leaf: the instance's own log, nobody, a stranger, or a stranger and then the own log. */
export type SctLogs = 'one' | 'none' | 'unknown-log' | 'unknown-and-valid';

/** What a leaf is to say, and each way in which it may go wrong. Without options: as Fulcio certifies a release workflow. */
export interface CertifyOptions {
  readonly claims?: GithubClaims;
  /** Of the signer's token. */
  readonly issuer?: string;
  /** The subject alternative name; the build signer URI (.9) unless stated. */
  readonly san?: string;
  /** Replaces or, with `undefined`, leaves out Fulcio's extensions by number. */
  readonly extensions?: ExtensionValues;
  /** The leaf may issue certificates itself. */
  readonly isLeafCa?: boolean;
  /** OID of the leaf's extended key usage, or none. */
  readonly usage?: string | undefined;
  /** SCTs in the certificate: one valid one unless stated; or made from the to-be-signed part. */
  readonly scts?: SctLogs | ((tbs: Buffer, issuer: KeyPair, time: Date) => readonly Buffer[]);
  /** Changes what the leaf says before it is issued. */
  readonly leaf?: (options: LeafOptions) => LeafOptions;
  /** Changes the bytes of the leaf after it was issued, and before it is logged. */
  readonly leafBytes?: (der: Buffer) => Buffer;
  /** Who issues the leaf; the instance's own authority unless stated. */
  readonly ca?: Issuer;
}

/** Issues a leaf for a key, ten minutes long. */
export function issueLeaf(
  spki: Buffer,
  { ca, ctLog }: { readonly ca: Issuer; readonly ctLog: CtLog },
  notBefore: Date,
  options: CertifyOptions,
): Buffer {
  const { scts = 'one', leaf = (same) => same, leafBytes = (same) => same } = options;
  const issuer = options.ca ?? ca;
  const notAfter = new Date(notBefore.getTime() + LIFETIME_MS);
  const issued = issuer.issue(
    leaf({ notBefore, notAfter, spki, extensions: extensionsOf(spki, issuer, options) }),
    (tbs) => {
      const promises =
        typeof scts === 'function'
          ? scts(tbs, issuer.keys, notBefore)
          : logsOf(scts, ctLog).map((log) => log.promise(tbs, issuer.keys, notBefore));
      return promises.length === 0 ? [] : [sctExtension(promises)];
    },
  );
  return leafBytes(issued);
}

function extensionsOf(spki: Buffer, issuer: Issuer, options: CertifyOptions) {
  const { claims = DEFAULT_CLAIMS, isLeafCa = false } = options;
  const usage = 'usage' in options ? options.usage : CODE_SIGNING;
  const values = {
    ...extensionValues(claims, options.issuer ?? GITHUB_ISSUER),
    ...options.extensions,
  };
  const san = options.san ?? values[9] ?? '';
  return [
    extensions.keyUsage(isLeafCa),
    ...(isLeafCa ? [extensions.basicConstraints(true)] : []),
    ...(usage === undefined ? [] : [extensions.extendedKeyUsage([usage])]),
    extensions.subjectKeyId(spki),
    extensions.authorityKeyId(issuer.keys.spki),
    extensions.subjectAltName([san.includes('://') ? 6 : 1, san]),
    ...fulcioExtensions(values),
  ];
}

function logsOf(scts: SctLogs, ctLog: CtLog): readonly CtLog[] {
  switch (scts) {
    case 'one':
      return [ctLog];
    case 'none':
      return [];
    case 'unknown-log':
      return [createCtLog()];
    case 'unknown-and-valid':
      return [createCtLog(), ctLog];
  }
}
