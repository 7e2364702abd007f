export { createGithubIssue, type GithubIssueOptions } from './github-issue.ts';
export type { GithubIdentity } from './session.ts';
