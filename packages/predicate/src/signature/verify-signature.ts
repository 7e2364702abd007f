import type { KeyObject } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import type { ParsedBundle } from '../bundle/parse-bundles.ts';
import type { Claims } from '../certificate/claims.ts';
import { readClaims } from '../certificate/read-claims.ts';
import { type CheckResult, fail, notApplicable, pass } from '../checks/check-result.ts';
import { PROFILES, type TrustProfile } from '../trust/profiles.ts';
import type { TrustSummary } from '../trust/trust.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkLogEntry } from './check-log-entry.ts';
import { checkObservedTime } from './check-observed-time.ts';
import { checkSignature } from './check-signature.ts';
import { checkTrustProfile } from './check-trust-profile.ts';
import { type Evidence, toEvidence } from './evidence.ts';
import { type EntryOutcome, verifyLogEntry } from './log/verify-log-entry.ts';
import { type ObservedTime, observedTimes } from './observed-times.ts';
import { strictestFirst, type UsableRoot } from './usable-root.ts';

/** What holds once the checks 1 to 6 have passed. */
export interface VerifiedSignature {
  readonly mediaType: string;
  /** Absent when a key signed. */
  readonly claims?: Claims;
  /** Serial number of the certificate, lowercase hex; absent when a key signed. */
  readonly certificateSerial?: string;
  readonly times: readonly ObservedTime[];
  readonly root: TrustSummary;
  /** The signed payload of an envelope, or the digest that a message signature covers. */
  readonly content:
    | { readonly kind: 'envelope'; readonly payload: Uint8Array }
    | { readonly kind: 'message'; readonly digest: Uint8Array };
}

/** The results of the checks that ran, in order; `verified` only if all hold. */
export interface SignatureOutcome {
  readonly results: readonly CheckResult[];
  readonly verified?: VerifiedSignature;
}

/** Whom a signature may be by: any authority of the accepted profiles, or one key. */
export type Signatory =
  | { readonly kind: 'certificate'; readonly profiles: readonly TrustProfile[] }
  | { readonly kind: 'key'; readonly key: KeyObject };

/**
 * The checks 1 to 6 of spec.md 1.3: is this bundle, as a whole, sound evidence that somebody known to the roots signed
 * its content? Stops at the first that fails.
 * @param file the bytes of the signed file, for message signatures; without them its digest must do.
 */
export function verifySignature(
  parsed: ParsedBundle,
  signatory: Signatory,
  roots: readonly UsableRoot[],
  file?: Buffer,
): SignatureOutcome {
  if ('problem' in parsed) return malformed(parsed.problem, parsed.pointer);
  const key = signatory.kind === 'key' ? signatory.key : undefined;
  const read = toEvidence(parsed.bundle, key);
  if ('problem' in read) return malformed(read.problem, read.pointer);
  const { mediaType } = parsed.bundle;
  const results = [pass('bundle', { message: `Sigstore bundle, ${mediaType}` })];
  const signed = { bundle: parsed.bundle, evidence: read.evidence, file };
  return signatory.kind === 'key'
    ? byKey(signed, signatory.key, roots, results)
    : byCertificate(signed, signatory.profiles, roots, results);
}

function malformed(message: string, pointer: string | undefined): SignatureOutcome {
  const place = pointer === undefined ? {} : { pointer: `bundle:${pointer}` };
  return { results: [fail('bundle', { message, ...place })] };
}

/** A bundle that could be read. */
interface Signed {
  readonly bundle: Bundle;
  readonly evidence: Evidence;
  readonly file: Buffer | undefined;
}

function byCertificate(
  { bundle, evidence, file }: Signed,
  profiles: readonly TrustProfile[],
  roots: readonly UsableRoot[],
  results: readonly CheckResult[],
): SignatureOutcome {
  const { leaf } = evidence;
  if (!leaf) {
    const message = 'the bundle is signed by a key, and a certificate is asked for';
    return { results: [...results, fail('trust-profile', { message })] };
  }
  const read = readClaims(leaf);
  if ('problem' in read) {
    const message = `the certificate cannot be read in one way only: ${read.problem}`;
    return { results: [...results, fail('trust-profile', { message })] };
  }
  const trust = checkTrustProfile(leaf, read.claims, roots, profiles);
  const { chain } = trust;
  if (!chain) return { results: [...results, trust.result] };
  const { root } = chain;
  const thresholds = PROFILES[root.summary.profile];
  const entries = verifyLogEntries(evidence, root);
  const times = observedTimes(evidence, entries, root.material);
  const checks = [
    () => checkCertificate(leaf, times.times, chain),
    () => checkObservedTime(times, thresholds, root.summary),
    () => checkLogEntry(entries, times.times, thresholds, root.summary),
    () => checkSignature(evidence.content, chain.key, file),
  ];
  const all = [...results, trust.result, ...untilFailure(checks)];
  const verified = {
    claims: read.claims,
    certificateSerial: leaf.serialNumber.toString('hex'),
    times: times.times,
    root: root.summary,
  };
  return finish(bundle, all, verified);
}

/** A key has no validity and no identity; whether its signature is logged and witnessed is still the root's to say. */
function byKey(
  { bundle, evidence, file }: Signed,
  key: KeyObject,
  roots: readonly UsableRoot[],
  results: readonly CheckResult[],
): SignatureOutcome {
  if (evidence.leaf) {
    const message = 'the bundle is signed with a certificate, and a key is given';
    return { results: [...results, fail('trust-profile', { message })] };
  }
  const hint = keyHintProblem(bundle);
  if (hint) return { results: [...results, hint] };
  const [root] = strictestFirst(roots);
  if (!root) throw new TypeError('a root is needed'); // createVerifier and verifyBundle always give one
  const thresholds = PROFILES[root.summary.profile];
  const entries = verifyLogEntries(evidence, root);
  const times = observedTimes(evidence, entries, root.material);
  const checks = [
    () => notApplicable('trust-profile', 'signed by the given key'),
    () => notApplicable('certificate', 'signed by the given key'),
    () => checkObservedTime(times, { ...thresholds, times: 0 }, root.summary),
    () => checkLogEntry(entries, times.times, thresholds, root.summary),
    () => checkSignature(evidence.content, key, file),
  ];
  return finish(bundle, [...results, ...untilFailure(checks)], {
    times: times.times,
    root: root.summary,
  });
}

function verifyLogEntries(evidence: Evidence, { material }: UsableRoot): readonly EntryOutcome[] {
  return evidence.logEntries.map((entry) => verifyLogEntry(entry, evidence, material.tlogs));
}

/**
 * Runs checks until one does not hold. A skipped one is no reason to stop: it is skipped because a later one fails,
 * and that one names the cause.
 */
function untilFailure(checks: readonly (() => CheckResult)[]): readonly CheckResult[] {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = check();
    results.push(result);
    if (result.status === 'fail') break;
  }
  return results;
}

function finish(
  bundle: Bundle,
  results: readonly CheckResult[],
  parts: Omit<VerifiedSignature, 'mediaType' | 'content'>,
): SignatureOutcome {
  const holds = ({ status }: CheckResult) => status === 'pass' || status === 'not_applicable';
  const isVerified = results.at(-1)?.id === 'signature' && results.every(holds);
  if (!isVerified) return { results };
  const { content, mediaType } = bundle;
  const signed =
    content.$case === 'dsseEnvelope'
      ? { kind: 'envelope' as const, payload: content.dsseEnvelope.payload }
      : { kind: 'message' as const, digest: content.messageSignature.messageDigest.digest };
  return { results, verified: { ...parts, mediaType, content: signed } };
}

/** The bundle and its envelope may both name the key; two names must be one. */
function keyHintProblem({ verificationMaterial, content }: Bundle): CheckResult | undefined {
  const hint =
    verificationMaterial.content.$case === 'publicKey'
      ? verificationMaterial.content.publicKey.hint
      : '';
  const keyid = content.$case === 'dsseEnvelope' ? content.dsseEnvelope.signatures[0]?.keyid : '';
  if (!hint || !keyid || hint === keyid) return undefined;
  const message = 'bundle and envelope name different keys';
  const pointer = 'bundle:/dsseEnvelope/signatures/0/keyid';
  return fail('trust-profile', { message, expected: hint, actual: keyid, pointer });
}
