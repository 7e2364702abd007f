import type { GithubClaims } from '../github-claims.ts';

/** The variables of GitHub Actions that slsa-github-generator's newer builders record. */
export function githubVariables(claims: GithubClaims) {
  return {
    GITHUB_ACTOR_ID: '3003',
    GITHUB_EVENT_NAME: claims.event_name,
    GITHUB_REF: claims.ref,
    GITHUB_REF_TYPE: claims.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: claims.repository,
    GITHUB_REPOSITORY_ID: claims.repository_id,
    GITHUB_REPOSITORY_OWNER_ID: claims.repository_owner_id,
    GITHUB_RUN_ATTEMPT: claims.run_attempt,
    GITHUB_RUN_ID: claims.run_id,
    GITHUB_RUN_NUMBER: '7',
    GITHUB_SHA: claims.sha,
    GITHUB_TRIGGERING_ACTOR_ID: '3003',
    GITHUB_WORKFLOW_REF: claims.workflow_ref,
    GITHUB_WORKFLOW_SHA: claims.workflow_sha,
    GITHUB_EVENT_PAYLOAD: { inputs: null, ref: claims.ref },
  };
}
