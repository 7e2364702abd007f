import type { X509Certificate } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';
import { type CheckResult, type Finding, fail, pass, skipped } from '../checks/check-result.ts';
import { PROFILES } from '../trust/profiles.ts';
import type { Chain } from './check-trust-profile.ts';
import { unknownCriticalExtension } from './critical-extensions.ts';
import { CODE_SIGNING, hasUsage, usagesOf } from './extended-key-usage.ts';
import type { ObservedTime } from './observed-times.ts';
import { countScts } from './scts.ts';
import { validityAt, verifyChain } from './sigstore.ts';
import type { UsableRoot } from './usable-root.ts';

/**
 * Whether the signing certificate was valid at every witnessed time, is for signing code, and stands in the profile's
 * certificate transparency logs. The local clock has no say: a Fulcio certificate is valid for ten minutes.
 */
export function checkCertificate(
  leaf: X509Certificate,
  times: readonly ObservedTime[],
  chain: Pick<Chain, 'root' | 'heldAt'>,
): CheckResult {
  const { root } = chain;
  const [first, ...rest] = times.map(({ time }) => time);
  if (!first) return skipped('certificate', 'no witnessed time to judge the certificate at');
  const chains = chainsOf(leaf, root.material);
  const problem =
    usageProblem(leaf) ??
    criticalProblem([leaf, ...chains.flat()]) ??
    validityProblem(leaf, [first, ...rest], chain) ??
    sctProblem(leaf, chains[0]?.[0], root);
  if (problem) return fail('certificate', problem);
  return pass('certificate', {
    message: `valid when it signed, ${first.toISOString()}`,
    expected: `valid at ${first.toISOString()}`,
    actual: validity(leaf),
  });
}

/**
 * Of each authority that has signed the leaf, the certificate that did, and the others of its chain. sigstore-js takes one of
 * them, whichever is valid at the time.
 */
function chainsOf(
  leaf: X509Certificate,
  { certificateAuthorities }: TrustMaterial,
): readonly (readonly X509Certificate[])[] {
  const isIssuer = (candidate: X509Certificate) =>
    candidate.subject.equals(leaf.issuer) && hasSigned(candidate, leaf);
  return certificateAuthorities.flatMap(({ certChain }) => {
    const at = certChain.findIndex(isIssuer);
    return at === -1 ? [] : [[...certChain.slice(at), ...certChain.slice(0, at)]];
  });
}

/** A key in a root that Node cannot read makes it throw, and has signed nothing. */
function hasSigned(candidate: X509Certificate, leaf: X509Certificate): boolean {
  try {
    return leaf.verify(candidate);
  } catch {
    return false;
  }
}

/** @see Fulcio's certificate specification: no authority, digital signatures, code signing */
function usageProblem(leaf: X509Certificate): Finding | undefined {
  const { extBasicConstraints: constraints, extKeyUsage: use } = leaf;
  // either would do for somebody who looks at one of the two only
  if (constraints?.isCA || use?.keyCertSign) {
    return {
      message: 'the signing certificate is itself a certificate authority',
      expected: 'a certificate that may not issue others',
      actual: constraints?.isCA ? 'basic constraint CA' : 'key usage keyCertSign',
    };
  }
  if (use?.digitalSignature === false) {
    return {
      message: 'the certificate is not for signing',
      expected: 'key usage digitalSignature',
      actual: 'another key usage',
    };
  }
  if (hasUsage(leaf, CODE_SIGNING)) return undefined;
  return {
    message: 'the certificate is not for signing code',
    expected: `extended key usage ${CODE_SIGNING}`,
    actual: usagesOf(leaf).join(', ') || 'none',
  };
}

/** sigstore-js's path validation passes over critical extensions that it does not know (RFC 5280 sections 4.2, 6.1). */
function criticalProblem(path: readonly X509Certificate[]): Finding | undefined {
  const [unknown] = path.map(unknownCriticalExtension).filter((oid) => oid !== undefined);
  return unknown === undefined
    ? undefined
    : {
        message: `a certificate of the chain has a critical extension that is not understood, ${unknown}`,
        expected: 'critical extensions that are understood',
        actual: unknown,
      };
}

function validityProblem(
  leaf: X509Certificate,
  times: readonly [Date, ...Date[]],
  { root: { material }, heldAt }: Pick<Chain, 'root' | 'heldAt'>,
): Finding | undefined {
  const outside = times.find((time) => !leaf.validForDate(time));
  if (outside) {
    return {
      message: `the certificate was not valid when the signature was made, ${outside.toISOString()}`,
      expected: `valid at ${outside.toISOString()}`,
      actual: validity(leaf),
      hint: 'The signature was made or witnessed outside the ten minutes that the certificate lived: sign again.',
    };
  }
  const [other, ...others] = times.filter((time) => validityAt(leaf, time, material) !== heldAt);
  if (!other) return undefined; // of these times it was found to hold already
  const outcome = verifyChain(leaf, [other, ...others], material);
  return outcome.ok
    ? undefined
    : { message: `the certificate chain does not hold: ${outcome.problem}` };
}

function sctProblem(
  leaf: X509Certificate,
  issuer: X509Certificate | undefined,
  { material, summary }: UsableRoot,
): Finding | undefined {
  const { scts: threshold } = PROFILES[summary.profile];
  if (threshold === 0) return undefined;
  const count = issuer ? countScts(leaf, issuer, material) : 0;
  if (count >= threshold) return undefined;
  return {
    message: `${count} valid certificate transparency promises (SCTs), fewer than ${threshold}`,
    expected: `at least ${threshold} by a log of the trusted root`,
    actual: String(count),
  };
}

function validity({ notBefore, notAfter }: X509Certificate): string {
  return `valid from ${notBefore.toISOString()} to ${notAfter.toISOString()}`;
}
