import type { BundleSource } from '../bundle/bundle-source.ts';
import type { CheckId } from '../checks/catalog.ts';
import type { CheckResult } from '../checks/check-result.ts';
import { concludeFrom } from '../checks/conclude.ts';
import type { SignedBy, SignedOutcome } from '../signature/signed-payload.ts';
import {
  skipped,
  VSA_CATALOG,
  VSA_CHECK_IDS,
  type VsaCheckId,
  type VsaCheckResult,
} from './catalog.ts';
import { SUMMARY_CHECKS } from './checks/index.ts';
import { checkVsaPredicateType } from './checks/predicate-type.ts';
import { checkSourceRef } from './checks/source-ref.ts';
import { checkVsaSubject } from './checks/subject.ts';
import { assertExpectations, type VsaExpectations } from './expectations.ts';
import { readVsa } from './read-vsa.ts';
import type { VerificationSummary, VsaReport } from './report.ts';
import { toSummary } from './to-summary.ts';
import { signerVerifier, type VsaSigner } from './verify-signer.ts';

/** One question to `verifyVsa`. */
export interface VerifyVsaInput {
  /** Exactly one DSSE envelope, or one Sigstore bundle with an envelope. */
  readonly vsa: BundleSource;
  /** Who must have signed it. With `expected.verifierId` it is the pair that SLSA asks consumers to fix. */
  readonly signer: VsaSigner;
  readonly expected: VsaExpectations;
  /** The caller's clock: it dates the report and judges `timeVerified`, and never a certificate. */
  readonly now: Date;
}

/**
 * Whether a verifier that the caller trusts says that an artifact passed, as the resource and at the levels that the
 * caller expects (SLSA 1.0, 1.1 and 1.2). Synchronous and pure. What the summary is guilty of is in the report, never
 * thrown; once its signature holds every check runs, so the report has all that is wrong.
 * @throws PredicateError VSA_INVALID, ARTIFACT_INVALID: what is expected is missing or cannot be compared; KEY_INVALID;
 *   TRUST_ROOT_INVALID
 * @see slsa.dev/spec/v1.2/verification_summary#how-to-verify
 * @example
 * const report = verifyVsa({
 *   vsa: await readBundleFile('widgets.vsa.json'),
 *   signer: { key },
 *   expected: { subjects: [await digestFile('widgets.tgz')], verifierId, resourceUri, levels: ['SLSA_BUILD_LEVEL_3'] },
 *   now: new Date(),
 * });
 * if (report.verdict !== 'pass') throw new Error(explainVsa(report));
 */
export function verifyVsa({ vsa, signer, expected, now }: VerifyVsaInput): VsaReport {
  assertExpectations(expected);
  const outcome = signerVerifier(signer)(vsa);
  const { results, summary } = judge(outcome, expected, now);
  const by = outcome.signed?.by;
  const { verdict, failureReason, checks } = concludeFrom(results, VSA_CHECK_IDS, skipped);
  const base = {
    name: vsa.name,
    subjects: (expected.subjects ?? []).map(({ name }) => name),
    checks,
    notAsked: notAsked(expected, by),
    verifiedAt: now.toISOString(),
  };
  if (verdict === 'pass' && summary && by) return { verdict, ...base, signer: by, summary };
  // a verdict without a reason would be a check that never ran, which is no pass
  return {
    verdict: 'fail',
    ...base,
    ...(by && { signer: by }),
    failureReason: failureReason ?? 'predicate_malformed',
  };
}

function judge(
  { results, signed }: SignedOutcome,
  expected: VsaExpectations,
  now: Date,
): { results: readonly VsaCheckResult[]; summary?: VerificationSummary } {
  const evidence = toVsaResults(results);
  if (!signed) return { results: evidence };
  const { result, statement, predicate } = readVsa(signed);
  if (!statement) return { results: [...evidence, result] };
  const about = [
    ...evidence,
    result,
    checkVsaPredicateType(statement),
    checkVsaSubject(statement, expected),
    checkSourceRef(statement, expected),
  ];
  if (!predicate) return { results: about };
  const input = { statement, predicate, expected, now };
  return {
    results: [...about, ...SUMMARY_CHECKS.map((check) => check(input))],
    summary: toSummary(predicate),
  };
}

/**
 * The checks of evidence and signature are the same for every attestation, and have the same names in both catalogs. One
 * that this catalog did not know would be left out, and what it stands for then counts as not run.
 */
function toVsaResults(results: readonly CheckResult[]): readonly VsaCheckResult[] {
  return results.flatMap((result) => {
    const { id } = result;
    return isVsaCheck(id) ? [{ ...result, id, spec: VSA_CATALOG[id].spec }] : [];
  });
}

function isVsaCheck(id: CheckId): id is CheckId & VsaCheckId {
  return Object.hasOwn(VSA_CATALOG, id);
}

function notAsked(expected: VsaExpectations, by: SignedBy | undefined): readonly string[] {
  const { anySubjectUnsafe, anyVerifierUnsafe, anyResourceUnsafe, anyLevelUnsafe } = expected;
  const { dependencyLevel, maxAgeMs, policy } = expected;
  const open: readonly (readonly [boolean, string])[] = [
    [anySubjectUnsafe === true, 'which artifact the summary is about'],
    [
      anyVerifierUnsafe === true,
      'which verifier made it: any that the signer speaks for was accepted',
    ],
    [anyResourceUnsafe === true, 'as which resource it was verified'],
    [anyLevelUnsafe === true, 'at which level it was verified'],
    [policy === undefined, 'by which policy it was verified'],
    [dependencyLevel === undefined, 'at which level its dependencies are'],
    [maxAgeMs === undefined, 'how long ago it was verified'],
    [by?.kind === 'key', 'whether the signature is in a transparency log, since a key signed it'],
  ];
  return open.flatMap(([isOpen, what]) => (isOpen ? [what] : []));
}
