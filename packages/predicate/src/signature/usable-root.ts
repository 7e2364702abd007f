import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import { PredicateError } from '../predicate-error.ts';
import { PROFILES } from '../trust/profiles.ts';
import type { Trust, TrustRoot, TrustSummary } from '../trust/trust.ts';
import { keyId } from './key-id.ts';
import { assertReadableCertificate } from './readable.ts';
import { RememberingCertificate } from './remembering-certificate.ts';

/** A log of a root, with the id of its key: exporting a key takes as long as verifying with it. */
export type KnownLog = TrustMaterial['tlogs'][number] & { readonly keyId: string };

/** What is trusted, as sigstore-js takes it. */
export interface RootMaterial extends TrustMaterial {
  tlogs: KnownLog[];
  ctlogs: KnownLog[];
}

/** A trusted root whose keys and certificates are read. */
export interface UsableRoot {
  readonly summary: TrustSummary;
  readonly material: RootMaterial;
}

/**
 * Reads every key and certificate of the roots once, so that verifying reads none.
 * @throws PredicateError TRUST_ROOT_INVALID: a key or certificate cannot be read
 */
export function usableRoots({ roots }: Trust): readonly UsableRoot[] {
  return roots.map(usableRoot);
}

/**
 * The roots in the order in which they are asked: those of the profile that demands more first, each profile's own in the
 * order given. An authority that stands in roots of two profiles is held to the stricter (T8).
 */
export function strictestFirst(roots: readonly UsableRoot[]): readonly UsableRoot[] {
  const demands = ({ summary }: UsableRoot) => {
    const { logEntries, scts } = PROFILES[summary.profile];
    return logEntries + scts;
  };
  return roots.toSorted((a, b) => demands(b) - demands(a));
}

function usableRoot({ summary, trustedRoot }: TrustRoot): UsableRoot {
  try {
    const read = toTrustMaterial(trustedRoot);
    const certificateAuthorities = read.certificateAuthorities.map(remembering);
    const timestampAuthorities = read.timestampAuthorities.map(remembering);
    const logs = { tlogs: read.tlogs.map(known), ctlogs: read.ctlogs.map(known) };
    const material = { ...read, ...logs, certificateAuthorities, timestampAuthorities };
    for (const { certChain } of [...certificateAuthorities, ...timestampAuthorities]) {
      certChain.forEach(assertReadableCertificate);
    }
    return { summary, material };
  } catch (cause) {
    throw new PredicateError(
      'TRUST_ROOT_INVALID',
      `${summary.source} is no usable trusted root: a key or certificate in it cannot be read.`,
      { cause },
    );
  }
}

type Authority = TrustMaterial['certificateAuthorities'][number];

function remembering(authority: Authority): Authority {
  const certChain = authority.certChain.map(({ root }) => new RememberingCertificate(root));
  return { ...authority, certChain };
}

function known(log: TrustMaterial['tlogs'][number]): KnownLog {
  return { ...log, keyId: keyId(log.publicKey) };
}
