import type { AcceptedRelease } from '../../src/lock/lineage.ts';
import { CLAIMS, COMMIT, REPO, SIGNER, TAG_REF } from '../checks/check-input.ts';

/** What a lockfile has of the release before, each member replaceable. */
export function accepted(change: Partial<AcceptedRelease> = {}): AcceptedRelease {
  return {
    tag: 'v1.2.2',
    commit: 'b'.repeat(40),
    ref: TAG_REF,
    artifacts: [`sha256:${'e'.repeat(64)}`],
    repository: REPO,
    repositoryId: '1001',
    ownerId: '2002',
    signer: SIGNER,
    issuer: CLAIMS.issuer ?? '',
    builderId: SIGNER,
    buildType: 'https://actions.github.io/buildtypes/workflow/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    profile: 'public-good',
    trigger: 'push',
    runnerEnvironment: 'github-hosted',
    externalParameters: {
      workflow: { ref: TAG_REF, repository: REPO, path: '.github/workflows/release.yml' },
    },
    acceptedAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

/** A commit that is the one of the default claims. */
export const SAME_COMMIT = COMMIT;
