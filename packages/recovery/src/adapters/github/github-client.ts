import type { OctokitClient } from '@provkit/http/octokit';

/** What of an octokit is used. Its retry plugin must not be there: it repeats POSTs. */
export interface GithubClient {
  readonly request: OctokitClient['request'] & {
    /** Where its REST API is; GraphQL is beside it. */
    readonly endpoint: { readonly DEFAULTS: { readonly baseUrl: string } };
  };
}
