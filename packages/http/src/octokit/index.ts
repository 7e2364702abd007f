export { ask, type GithubAnswer, type GithubRequest, type OctokitClient } from './ask.ts';
