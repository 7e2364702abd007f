import type { RFC3161Timestamp } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';
import type { Evidence } from './evidence.ts';
import { isForTimeStampingOnly } from './extended-key-usage.ts';
import { keyId } from './key-id.ts';
import type { EntryOutcome } from './log/verify-log-entry.ts';
import { verifyTimestamp } from './sigstore.ts';

/** granted and grantedWithMods (RFC 3161 section 2.4.2). */
const GRANTED: readonly bigint[] = [0n, 1n];

/** When the signature existed, as somebody whom the root knows has signed. */
export interface ObservedTime {
  readonly time: Date;
  readonly witness: 'log' | 'timestamp-authority';
  /** Who says so: the id of the key of the log or timestamp authority, hex. */
  readonly authority: string;
}

/** The times that count, and what was wrong with the others. */
export interface ObservedTimes {
  readonly times: readonly ObservedTime[];
  /** Evidence by an authority that the root knows, and that does not hold. */
  readonly broken: readonly string[];
  /** Evidence by authorities that the root does not know; it neither helps nor harms. */
  readonly unknown: readonly string[];
}

/**
 * Which times are witnessed. An entry's `integratedTime` counts only with its signed promise: without one it is
 * whatever the sender wrote (T7, CVE-2026-48816), and entries of Rekor v2 have none.
 */
export function observedTimes(
  evidence: Evidence,
  entries: readonly EntryOutcome[],
  material: TrustMaterial,
): ObservedTimes {
  const outcomes = [...logTimes(entries), ...timestampTimes(evidence, material)];
  return {
    times: outcomes.flatMap((outcome) => ('time' in outcome ? [outcome] : [])),
    broken: outcomes.flatMap((outcome) => ('broken' in outcome ? [outcome.broken] : [])),
    unknown: outcomes.flatMap((outcome) => ('unknown' in outcome ? [outcome.unknown] : [])),
  };
}

/** How many different authorities stand behind the times: one authority asked twice is one witness. */
export function distinctAuthorities(times: readonly ObservedTime[]): number {
  return new Set(times.map(({ authority }) => authority)).size;
}

type TimeOutcome = ObservedTime | { readonly broken: string } | { readonly unknown: string };
type Authority = TrustMaterial['timestampAuthorities'][number];

function logTimes(entries: readonly EntryOutcome[]): TimeOutcome[] {
  return entries.flatMap((entry, index): TimeOutcome[] => {
    if (entry.kind === 'unknown') {
      return [{ unknown: `log entry ${index}: its log is not in the trusted root` }];
    }
    if (entry.isPromiseBroken) return [{ broken: `log entry ${index}: ${entry.problem}` }];
    if (!entry.promised) return [];
    return [{ time: entry.promised, witness: 'log', authority: entry.log.keyId }];
  });
}

function timestampTimes(
  { timestamps, content }: Evidence,
  { timestampAuthorities }: TrustMaterial,
): TimeOutcome[] {
  return timestamps.map((timestamp, index): TimeOutcome => {
    const name = `timestamp ${index}`;
    const named = timestampAuthorities.filter((authority) => isNamedBy(timestamp, authority));
    if (named.length === 0) return { unknown: `${name}: its authority is not in the trusted root` };
    if (!GRANTED.includes(timestamp.status)) return { broken: `${name}: it was not granted` };
    const earlier = timestamps.slice(0, index).findIndex((other) => isSame(other, timestamp));
    if (earlier !== -1) return { broken: `${name}: it repeats timestamp ${earlier}` };
    const outcome = verifyByOneOf(named, timestamp, content.signature);
    return 'problem' in outcome ? { broken: `${name}: ${outcome.problem}` } : outcome;
  });
}

/** By serial number and issuer of its certificate, the first of its chain (RFC 5652 section 5.3). */
function isNamedBy(
  { signerSerialNumber, signerIssuer }: RFC3161Timestamp,
  { certChain: [signer] }: Authority,
): boolean {
  if (!signer) return false;
  return signer.serialNumber.equals(signerSerialNumber) && signer.issuer.equals(signerIssuer);
}

/** What was signed is the same; the signature over it may have been written anew, which ECDSA lets anybody do. */
function isSame(a: RFC3161Timestamp, b: RFC3161Timestamp): boolean {
  return a.signerIssuer.equals(b.signerIssuer) && a.tstInfo.raw.equals(b.tstInfo.raw);
}

/** Each authority is asked alone, so that the certificate that is for time stamping is the one that has signed. */
function verifyByOneOf(
  authorities: readonly Authority[],
  timestamp: RFC3161Timestamp,
  signature: Buffer,
): ObservedTime | { readonly problem: string } {
  let problem = 'its certificate is not for time stamping, and that alone';
  for (const authority of authorities) {
    const [signer] = authority.certChain;
    if (!signer || !isForTimeStampingOnly(signer)) continue;
    const outcome = verifyTimestamp(timestamp, signature, authority);
    if (outcome.ok) {
      const witness = 'timestamp-authority';
      return { time: timestamp.signingTime, witness, authority: keyId(signer.publicKey) };
    }
    problem = outcome.problem;
  }
  return { problem };
}
