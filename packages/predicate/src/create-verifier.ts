import { type Artifact, assertArtifact } from './artifact.ts';
import { type CompiledBuildType, compileBuildType } from './build-types/compile-build-type.ts';
import type { BundleSource, FoundBundle } from './bundle/bundle-source.ts';
import type { ParsedBundle } from './bundle/parse-bundles.ts';
import { decide } from './decide.ts';
import { type SourceSummary, undecidedReason } from './evidence/source.ts';
import { type EvidenceWork, workEachTime, workOnce } from './evidence-work.ts';
import type { Lineage } from './lock/lineage.ts';
import { type Published, verifyPublished } from './npm/verify-published.ts';
import { approvalLookup } from './override/approval-lookup.ts';
import type { Expectations, Override, Policy } from './policy/policy.ts';
import { PredicateError } from './predicate-error.ts';
import { assertRelease, type Release } from './release.ts';
import { releaseAttestations } from './release-attestation.ts';
import type { Report } from './report.ts';
import { type UsableRoot, usableRoots } from './signature/usable-root.ts';
import { verifySignature } from './signature/verify-signature.ts';
import type { TrustProfile } from './trust/profiles.ts';
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
  readonly bundles: readonly FoundBundle[];
  /**
   * Where the evidence was looked for: without a pass, what one of them could not say makes the verdict `inconclusive`. Absent:
   * all evidence that there is was given.
   */
  readonly sources?: readonly SourceSummary[];
  /** The released files, at least one. One attestation must have all of them among its subjects. */
  readonly artifacts: readonly Artifact[];
  readonly release?: Release;
  /** For a package from a registry: that the registry has published it must hold too. */
  readonly published?: Published;
  /** Overrides of the predicate type beside the policy's own, for example the manifest entry's (spec.md 1.4). */
  readonly overrides?: readonly Override[];
  /** Signed approvals of overrides; what is malformed in them approves nothing. */
  readonly approvals?: readonly BundleSource[];
  /** The release accepted last, from the lockfile (T12). */
  readonly lineage?: Lineage;
  /**
   * The caller's clock: it dates the report, ages the trusted root and ends overrides, and never decides about a
   * certificate.
   */
  readonly now: Date;
}

/** How much evidence of a batch is remembered, in case that it comes again. */
const REMEMBERED = { bytes: 64 * 1024 * 1024, sources: 256 } as const;

/** Answers by trust and policy. Reusable; keeps nothing between calls, unless it is one for a batch. */
export interface Verifier {
  /**
   * Whether one of the attestations proves that the artifacts were built as the policy and the release say. Synchronous
   * and pure. What an attestation is guilty of is in the report, never thrown.
   * @throws PredicateError ARTIFACT_INVALID, RELEASE_INVALID: what was asked cannot be compared
   */
  verify(input: VerifyInput): Report;
  /**
   * The same for many questions, each answered when it is asked for: what is the same in all, such as one attestation of a
   * thousand files, is verified once, and every verdict is that of `verify`.
   * @returns a report for each input, in order
   * @throws as `verify`, when it comes to that input
   */
  verifyMany(inputs: Iterable<VerifyInput>): Generator<Report, void, void>;
  /**
   * A verifier with the same answers that remembers what it has found out about evidence, for as long as it is kept: for
   * batches whose evidence is found while they run.
   */
  forBatch(): Verifier;
}

/**
 * Makes a verifier. Reads the trusted roots' keys and certificates, and the build types' tables, once.
 * @throws PredicateError TRUST_ROOT_INVALID: a key or certificate in a root cannot be read; POLICY_INVALID: no root of a
 *   profile that the policy accepts; BUILD_TYPE_INVALID: a table of a build type cannot be read
 * @example
 * const verifier = createVerifier({ trust: embeddedTrust('public-good'), policy });
 * const report = verifier.verify({ bundles, artifacts, release: { tag: 'v1.2.3', commit }, now: new Date() });
 * if (report.verdict !== 'pass') throw new Error(explain(report));
 */
export function createVerifier({ trust, policy }: VerifierOptions): Verifier {
  const roots = usableRoots(trust);
  const alternatives = policy.expectations.map((expectations) => {
    assertRoots(expectations, roots);
    return { expectations, buildTypes: expectations.buildTypes.map(compileBuildType) };
  });
  const prepared = { match: policy.match, alternatives, roots };
  const signature = (parsed: ParsedBundle, profiles: readonly TrustProfile[]) =>
    verifySignature(parsed, { kind: 'certificate', profiles }, roots);
  const forBatch = (): Verifier => verifierOf(prepared, workOnce(signature, REMEMBERED), forBatch);
  return verifierOf(prepared, workEachTime(signature), forBatch);
}

function verifierOf(prepared: Prepared, work: EvidenceWork, forBatch: () => Verifier): Verifier {
  return {
    verify: (input) => verify(input, prepared, work),
    *verifyMany(inputs) {
      const batch = forBatch();
      for (const input of inputs) yield batch.verify(input);
    },
    forBatch,
  };
}

/** A policy and roots, ready to be asked. */
interface Prepared {
  readonly match: Policy['match'];
  readonly alternatives: readonly {
    readonly expectations: Expectations;
    readonly buildTypes: readonly CompiledBuildType[];
  }[];
  readonly roots: readonly UsableRoot[];
}

function assertRoots({ profiles, release }: Expectations, roots: readonly UsableRoot[]): void {
  const given = roots.map(({ summary }) => `${summary.source}: ${summary.profile}`).join(', ');
  const has = (profile: string) => roots.some(({ summary }) => summary.profile === profile);
  if (!profiles.some(has)) {
    throw new PredicateError(
      'POLICY_INVALID',
      `the policy accepts the profile ${profiles.join(' or ')}, and no trusted root of that profile is given (there is ${given}).`,
    );
  }
  if (release.binding === 'release-attestation' && !has('github')) {
    throw new PredicateError(
      'POLICY_INVALID',
      `the release binding "release-attestation" needs a trusted root of the profile github, and none is given (there is ${given}).`,
    );
  }
}

function verify(
  input: VerifyInput,
  { match, alternatives, roots }: Prepared,
  work: EvidenceWork,
): Report {
  const { sources = [], artifacts, release = {}, now, lineage } = input;
  const { overrides = [], approvals = [] } = input;
  if (artifacts.length === 0) throw new PredicateError('ARTIFACT_INVALID', 'no artifact was given');
  artifacts.forEach(assertArtifact);
  for (const { expectations } of alternatives) assertRelease(release, expectations.release);
  const bundles = input.bundles.flatMap((bundle) => work.parse(bundle));
  const common = { roots, work, artifacts, release, now, ...(lineage && { lineage }) };
  const judged = alternatives.map(({ expectations, buildTypes }) => {
    const isBound = expectations.release.binding === 'release-attestation';
    const against = {
      ...common,
      expectations,
      buildTypes,
      releaseAttestations: isBound ? releaseAttestations(bundles, roots) : [],
      overrides: { overrides, approvalOf: approvalLookup(approvals, expectations, common) },
    };
    return { expectations, outcomes: bundles.map((parsed) => verifyAttestation(parsed, against)) };
  });
  const age = ({ summary }: UsableRoot) => ({ ...summary, ageDays: trustAgeDays(summary, now) });
  const published = input.published && verifyPublished(input.published, artifacts, roots);
  const base = {
    artifacts,
    release,
    ...(published && { published }),
    sources,
    trust: roots.map(age),
    verifiedAt: now.toISOString(),
  };
  const unsaid = undecidedReason(sources);
  return { ...base, ...decide(match, judged, release, { unsaid, published }) };
}
