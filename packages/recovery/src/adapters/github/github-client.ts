import type { Octokit } from '@octokit/core';

/** What of octokit is used. Its retry plugin must not be there: it repeats POSTs. */
export type GithubClient = Pick<Octokit, 'request'>;
