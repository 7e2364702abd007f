import { type Artifact, assertArtifact } from './artifact.ts';
import type { BundleSource } from './bundle/bundle-source.ts';
import { parseBundles } from './bundle/parse-bundles.ts';
import { CHECK_IDS } from './checks/catalog.ts';
import type { FailureReason } from './failure-reason.ts';
import type { Policy } from './policy/policy.ts';
import { PredicateError } from './predicate-error.ts';
import { assertRelease, type Release } from './release.ts';
import type { AttestationReport, Report } from './report.ts';
import { type UsableRoot, usableRoots } from './signature/usable-root.ts';
import type { Trust } from './trust/trust.ts';
import { trustAgeDays } from './trust/trust-age.ts';
import { verifyAttestation } from './verify-attestation.ts';

/** Whom to trust, and what to expect. */
export interface VerifierOptions {
  readonly trust: Trust;
  readonly policy: Policy;
}

/** One question to a verifier. */
export interface VerifyInput {
  /** The evidence; what is malformed in it is a failed check. */
  readonly bundles: readonly BundleSource[];
  /** The released files, at least one. One attestation must have all of them among its subjects. */
  readonly artifacts: readonly Artifact[];
  readonly release?: Release;
  /** The caller's clock: it dates the report and ages the trusted root, and never decides about a certificate. */
  readonly now: Date;
}

/** Answers by trust and policy. Reusable; keeps nothing between calls. */
export interface Verifier {
  /**
   * Whether one of the attestations proves that the artifacts were built as the policy and the release say. Synchronous
   * and pure. What an attestation is guilty of is in the report, never thrown.
   * @throws PredicateError ARTIFACT_INVALID, RELEASE_INVALID: what was asked cannot be compared
   */
  verify(input: VerifyInput): Report;
}

/**
 * Makes a verifier. Reads the trusted roots' keys and certificates once.
 * @throws PredicateError TRUST_ROOT_INVALID: a key or certificate in a root cannot be read; POLICY_INVALID: no root of a
 *   profile that the policy accepts
 * @example
 * const verifier = createVerifier({ trust: embeddedTrust('public-good'), policy });
 * const report = verifier.verify({ bundles, artifacts, release: { tag: 'v1.2.3', commit }, now: new Date() });
 * if (report.verdict !== 'pass') throw new Error(explain(report));
 */
export function createVerifier({ trust, policy }: VerifierOptions): Verifier {
  const roots = usableRoots(trust);
  if (!roots.some(({ summary }) => policy.profiles.includes(summary.profile))) {
    throw new PredicateError(
      'POLICY_INVALID',
      `the policy accepts the profile ${policy.profiles.join(' or ')}, and no trusted root of that profile is given (there is ${roots.map(({ summary }) => `${summary.source}: ${summary.profile}`).join(', ')}).`,
    );
  }
  return { verify: (input) => verify(input, policy, roots) };
}

function verify(input: VerifyInput, policy: Policy, roots: readonly UsableRoot[]): Report {
  const { bundles, artifacts, release = {}, now } = input;
  if (artifacts.length === 0) throw new PredicateError('ARTIFACT_INVALID', 'no artifact was given');
  artifacts.forEach(assertArtifact);
  assertRelease(release, policy.release);
  const outcomes = bundles
    .flatMap(parseBundles)
    .map((parsed) => verifyAttestation(parsed, { roots, policy, artifacts, release }));
  const attestations = outcomes.map(({ report }) => report);
  const base = {
    artifacts,
    release,
    attestations,
    trust: roots.map(({ summary }) => ({ ...summary, ageDays: trustAgeDays(summary, now) })),
    notAsked: notAsked(policy, release),
    verifiedAt: now.toISOString(),
  };
  const passed = outcomes.find(({ provenance }) => provenance !== undefined);
  if (passed?.provenance && passed.report.signer) {
    return {
      verdict: 'pass',
      ...base,
      provenance: passed.provenance,
      signer: passed.report.signer,
    };
  }
  return { verdict: 'fail', ...base, failureReason: reasonOf(attestations) };
}

/** The reason of the attestation that came furthest: a stranger's bundle beside ours must not name the cause. */
function reasonOf(attestations: readonly AttestationReport[]): FailureReason {
  const failures = attestations.flatMap(({ checks }) => {
    const failed = checks.find(({ status }) => status === 'fail');
    return failed?.reason === undefined
      ? []
      : [{ at: CHECK_IDS.indexOf(failed.id), reason: failed.reason }];
  });
  const [furthest] = failures.toSorted((a, b) => b.at - a.at);
  return furthest?.reason ?? 'attestation_missing';
}

function notAsked(policy: Policy, release: Release): readonly string[] {
  return [
    ...(policy.signer.kind === 'repository-only'
      ? ['which workflow signed: any workflow of the repository, on any branch, was accepted']
      : []),
    ...(policy.release.binding === 'noneUnsafe' && release.ref === undefined
      ? ['which release or branch it was built from']
      : []),
    ...(release.commit === undefined ? ['which commit it was built from'] : []),
    ...(release.run === undefined ? ['which run built it'] : []),
  ];
}
