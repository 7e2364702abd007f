export { BLOCK_KIT_LIMITS } from './block-kit-limits.ts';
export { type Digest, type DigestGroup, formatDigest } from './digest.ts';
export type { FormatContext } from './format-context.ts';
export { formatIssue, type IssueText } from './issue.ts';
export { issueMarker, readIssueMarker } from './issue-marker.ts';
export { ISSUE_TEMPLATE } from './issue-template.generated.ts';
export { issueTemplateProblems } from './issue-template.ts';
export { formatIssueUpdate } from './issue-update.ts';
export {
  CLASS_TEXTS,
  type ClassText,
  type FailureClass,
  REASON_TEXTS,
  type ReasonText,
} from './reason-texts.ts';
export { formatResolution, type Resolution, type ResolutionTexts } from './resolution.ts';
export { formatSlackAlert } from './slack-alert.ts';
export type { SlackBlock, SlackMessage } from './slack-message.ts';
export { formatStepSummary } from './step-summary.ts';
