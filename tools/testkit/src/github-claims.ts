import type { Extension } from './certificate.ts';
import * as der from './der.ts';

/** What GitHub says of a job in its OIDC token, as far as Fulcio certifies it. @see docs.github.com, "OpenID Connect reference" */
export interface GithubClaims {
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner: string;
  readonly repository_owner_id: string;
  readonly repository_visibility: string;
  readonly ref: string;
  readonly sha: string;
  readonly workflow: string;
  readonly workflow_ref: string;
  readonly workflow_sha: string;
  readonly job_workflow_ref: string;
  readonly job_workflow_sha: string;
  readonly event_name: string;
  readonly run_id: string;
  readonly run_attempt: string;
  readonly runner_environment: string;
  readonly environment?: string;
}

/** The issuer of GitHub's tokens. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
export const GITHUB_SERVER = 'https://github.com';

/** The release workflow of acme/widgets, run 42, on the tag v1.2.3. */
export const DEFAULT_CLAIMS: GithubClaims = {
  repository: 'acme/widgets',
  repository_id: '1001',
  repository_owner: 'acme',
  repository_owner_id: '2002',
  repository_visibility: 'public',
  ref: 'refs/tags/v1.2.3',
  sha: 'c'.repeat(40),
  workflow: 'release',
  workflow_ref: 'acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3',
  workflow_sha: 'c'.repeat(40),
  job_workflow_ref: 'acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3',
  job_workflow_sha: 'c'.repeat(40),
  event_name: 'push',
  run_id: '42',
  run_attempt: '1',
  runner_environment: 'github-hosted',
};

/** Default claims of a build from another ref: every claim that names the ref follows. */
export function claimsForRef(ref: string, claims: GithubClaims = DEFAULT_CLAIMS): GithubClaims {
  const at = (workflow: string) => `${workflow.split('@')[0] ?? ''}@${ref}`;
  return {
    ...claims,
    ref,
    workflow_ref: at(claims.workflow_ref),
    job_workflow_ref: at(claims.job_workflow_ref),
  };
}

const FULCIO_ARC = '1.3.6.1.4.1.57264.1';

/** Extension values by number; `undefined` leaves one out. @see sigstore/fulcio docs/oid-info.md */
export type ExtensionValues = Readonly<Record<number, string | undefined>>;

/** What Fulcio makes of a token's claims. */
export function extensionValues(claims: GithubClaims, issuer: string): ExtensionValues {
  const repository = `${GITHUB_SERVER}/${claims.repository}`;
  return {
    1: issuer,
    2: claims.event_name,
    3: claims.sha,
    4: claims.workflow,
    5: claims.repository,
    6: claims.ref,
    8: issuer,
    9: `${GITHUB_SERVER}/${claims.job_workflow_ref}`,
    10: claims.job_workflow_sha,
    11: claims.runner_environment,
    12: repository,
    13: claims.sha,
    14: claims.ref,
    15: claims.repository_id,
    16: `${GITHUB_SERVER}/${claims.repository_owner}`,
    17: claims.repository_owner_id,
    18: `${GITHUB_SERVER}/${claims.workflow_ref}`,
    19: claims.workflow_sha,
    20: claims.event_name,
    21: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`,
    22: claims.repository_visibility,
    23: claims.environment,
  };
}

/** The first six hold raw bytes, the others a UTF8String. */
export function fulcioExtensions(values: ExtensionValues): readonly Extension[] {
  return Object.entries(values).flatMap(([number, text]) =>
    text === undefined
      ? []
      : [
          {
            oid: `${FULCIO_ARC}.${number}`,
            value: Number(number) <= 6 ? Buffer.from(text) : der.utf8(text),
          },
        ],
  );
}
