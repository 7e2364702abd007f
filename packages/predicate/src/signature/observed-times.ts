import type { TrustMaterial } from '@sigstore/verify';
import type { Evidence } from './evidence.ts';
import { hasUsage, TIME_STAMPING } from './extended-key-usage.ts';
import type { EntryOutcome } from './log/verify-log-entry.ts';
import { verifyTimestamp } from './sigstore.ts';

/** granted and grantedWithMods (RFC 3161 section 2.4.2). */
const GRANTED: readonly bigint[] = [0n, 1n];

/** When the signature existed, as somebody whom the root knows has signed. */
export interface ObservedTime {
  readonly time: Date;
  readonly witness: 'log' | 'timestamp-authority';
  /** Who says so: the log's id, or serial and issuer of the timestamp authority's certificate; hex. */
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

type TimeOutcome = ObservedTime | { readonly broken: string } | { readonly unknown: string };

function logTimes(entries: readonly EntryOutcome[]): TimeOutcome[] {
  return entries.flatMap((entry, index): TimeOutcome[] => {
    if (entry.kind === 'unknown') {
      return [{ unknown: `log entry ${index}: its log is not in the trusted root` }];
    }
    if (entry.isPromiseBroken) return [{ broken: `log entry ${index}: ${entry.problem}` }];
    if (!entry.promised) return [];
    const authority = entry.log.logID.toString('hex');
    return [{ time: entry.promised, witness: 'log', authority }];
  });
}

function timestampTimes({ timestamps, content }: Evidence, material: TrustMaterial): TimeOutcome[] {
  return timestamps.map((timestamp, index): TimeOutcome => {
    const { signerSerialNumber, signerIssuer, signingTime } = timestamp;
    const signer = material.timestampAuthorities
      .flatMap(({ certChain }) => certChain.slice(0, 1))
      .find(
        ({ serialNumber, issuer }) =>
          serialNumber.equals(signerSerialNumber) && issuer.equals(signerIssuer),
      );
    const name = `timestamp ${index}`;
    if (!signer) return { unknown: `${name}: its authority is not in the trusted root` };
    if (!GRANTED.includes(timestamp.status)) return { broken: `${name}: it was not granted` };
    if (!hasUsage(signer, TIME_STAMPING)) {
      return { broken: `${name}: its certificate is not for time stamping` };
    }
    const outcome = verifyTimestamp(timestamp, content.signature, material);
    if (!outcome.ok) return { broken: `${name}: ${outcome.problem}` };
    const authority = `${signerSerialNumber.toString('hex')}/${signerIssuer.toString('hex')}`;
    return { time: signingTime, witness: 'timestamp-authority', authority };
  });
}

/** How many different authorities stand behind the times: one authority asked twice is one witness. */
export function distinctAuthorities(times: readonly ObservedTime[]): number {
  return new Set(times.map(({ authority }) => authority)).size;
}
