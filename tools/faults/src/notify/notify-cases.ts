import { ISSUE_CASES, LAST_CASES } from './issue-cases.ts';
import type { NotifyCase } from './notify-faults.ts';
import { EDGE_CASES, WEBHOOK_CASES } from './slack-cases.ts';

/** Every single fault; what is told and fails in the course of several runs is in notify-stories.ts. */
export const NOTIFY_CASES: readonly NotifyCase[] = [
  ...EDGE_CASES,
  ...WEBHOOK_CASES,
  ...ISSUE_CASES,
  ...LAST_CASES,
];
