import type { X509Certificate } from '@sigstore/core';
import { type CheckResult, type Finding, fail, pass, skipped } from '../checks/check-result.ts';
import { PROFILES } from '../trust/profiles.ts';
import { CODE_SIGNING, hasUsage, usagesOf } from './extended-key-usage.ts';
import type { ObservedTime } from './observed-times.ts';
import { countScts } from './scts.ts';
import { verifyChain } from './sigstore.ts';
import type { UsableRoot } from './usable-root.ts';

/**
 * Whether the signing certificate was valid at every witnessed time, is for signing code, and stands in the profile's
 * certificate transparency logs. The local clock has no say: a Fulcio certificate is valid for ten minutes.
 */
export function checkCertificate(
  leaf: X509Certificate,
  times: readonly ObservedTime[],
  root: UsableRoot,
): CheckResult {
  const [first, ...rest] = times.map(({ time }) => time);
  if (!first) return skipped('certificate', 'no witnessed time to judge the certificate at');
  const problem =
    usageProblem(leaf) ?? validityProblem(leaf, [first, ...rest], root) ?? sctProblem(leaf, root);
  if (problem) return fail('certificate', problem);
  return pass('certificate', {
    message: `valid when it signed, ${first.toISOString()}`,
    expected: `valid at ${first.toISOString()}`,
    actual: validity(leaf),
  });
}

function usageProblem(leaf: X509Certificate): Finding | undefined {
  if (leaf.isCA) {
    return {
      message: 'the signing certificate is itself a certificate authority',
      expected: 'a certificate that may not issue others',
      actual: 'basic constraint CA',
    };
  }
  if (hasUsage(leaf, CODE_SIGNING)) return undefined;
  return {
    message: 'the certificate is not for signing code',
    expected: `extended key usage ${CODE_SIGNING}`,
    actual: usagesOf(leaf).join(', ') || 'none',
  };
}

function validityProblem(
  leaf: X509Certificate,
  times: readonly [Date, ...Date[]],
  { material }: UsableRoot,
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
  const outcome = verifyChain(leaf, times, material);
  return outcome.ok
    ? undefined
    : { message: `the certificate chain does not hold: ${outcome.problem}` };
}

function sctProblem(leaf: X509Certificate, { material, summary }: UsableRoot): Finding | undefined {
  const { scts: threshold } = PROFILES[summary.profile];
  if (threshold === 0) return undefined;
  const issuer = material.certificateAuthorities
    .flatMap(({ certChain }) => certChain)
    .find((candidate) => candidate.subject.equals(leaf.issuer) && leaf.verify(candidate));
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
