export { loadIssueTemplate } from '../adapters/issue-template-file.ts';
