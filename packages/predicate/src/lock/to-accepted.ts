import { type Artifact, digestsOf } from '../artifact.ts';
import { claimOf } from '../certificate/claim-value.ts';
import type { Claims } from '../certificate/claims.ts';
import type { Provenance } from '../provenance.ts';
import type { Release } from '../release.ts';
import type { PassReport } from '../report.ts';
import type { AcceptedRelease } from './lineage.ts';
import { tagName } from './ref-kind.ts';

/** What is known of a release, accepted or about to be. */
export interface KnownRelease {
  readonly provenance: Provenance;
  readonly claims: Claims;
  readonly release: Release;
  readonly artifacts: readonly Artifact[];
  readonly profile: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
}

/** What a lockfile keeps of a release that passed. Pure. */
export function acceptedFrom(report: PassReport): AcceptedRelease {
  const { provenance, signer: claims, release, artifacts, attestations, verifiedAt: at } = report;
  const passed = attestations.find(({ verdict }) => verdict === 'pass');
  const profile = passed?.trust?.profile ?? 'unknown';
  return toAccepted({ provenance, claims, release, artifacts, profile, at });
}

/** The members in the order in which they are written. */
export function toAccepted({
  provenance,
  claims,
  release,
  artifacts,
  profile,
  at,
}: KnownRelease): AcceptedRelease {
  const { source, trigger, runnerEnvironment } = provenance;
  const { sourceRepositoryIdentifier, sourceRepositoryOwnerIdentifier, deploymentEnvironment } =
    claims;
  const digests = artifacts
    .flatMap(digestsOf)
    .map(([algorithm, digest]) => `${algorithm}:${digest}`);
  return {
    tag: release.tag ?? tagName(source.ref) ?? source.ref,
    commit: source.commit,
    ref: source.ref,
    artifacts: digests.toSorted(),
    repository: source.repository,
    ...(sourceRepositoryIdentifier !== undefined && { repositoryId: sourceRepositoryIdentifier }),
    ...(sourceRepositoryOwnerIdentifier !== undefined && {
      ownerId: sourceRepositoryOwnerIdentifier,
    }),
    signer: claims.san,
    issuer: claimOf(claims, 'issuer') ?? 'unknown',
    builderId: provenance.builderId,
    buildType: provenance.buildType,
    predicateType: provenance.predicateType,
    profile,
    ...(trigger !== undefined && { trigger }),
    ...(runnerEnvironment !== undefined && { runnerEnvironment }),
    ...(deploymentEnvironment !== undefined && { deploymentEnvironment }),
    externalParameters: provenance.externalParameters,
    acceptedAt: at,
  };
}
