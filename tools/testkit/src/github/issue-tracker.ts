import type { FakeComment, FakeProject } from './project.ts';

/** An Issue; a pull request is one too, and comes along in lists. Times in ms since 1970, UTC. */
export interface FakeIssue {
  readonly number: number;
  readonly userId: number;
  readonly createdAt: number;
  title: string;
  body: string;
  labels: readonly string[];
  state: 'open' | 'closed';
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  closedAt: number | null;
  updatedAt: number;
  readonly isPull?: boolean;
}

/**
 * What GitHub allows one account to write: 80 requests a minute and 500 an hour that make content.
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export const CONTENT_LIMITS = [
  { most: 80, withinMs: 60_000 },
  { most: 500, withinMs: 3_600_000 },
] as const;

/** The Issues of a project; its comments are the project's. */
export interface FakeIssueTracker {
  readonly project: FakeProject;
  readonly issues: FakeIssue[];
  /** Switched off it answers 410. */
  isEnabled: boolean;
  /** Accounts whose labels GitHub leaves away without a word, since they may not push. */
  readonly labelless: Set<number>;
  /** When each account wrote, in ms since 1970, UTC. */
  readonly writes: Map<number, number[]>;
}

/** A tracker without Issues. */
export function createIssueTracker(project: FakeProject): FakeIssueTracker {
  return { project, issues: [], isEnabled: true, labelless: new Set(), writes: new Map() };
}

/** Opens an Issue, as whoever. */
export function openIssue(
  { project, issues }: FakeIssueTracker,
  written: Pick<FakeIssue, 'userId' | 'title' | 'body'> & Partial<FakeIssue>,
): FakeIssue {
  const at = project.now();
  const issue: FakeIssue = {
    number: issues.length + 1,
    createdAt: at,
    updatedAt: at,
    labels: [],
    state: 'open',
    stateReason: null,
    closedAt: null,
    ...written,
  };
  issues.push(issue);
  return issue;
}

/** Closes an Issue, or opens it again. */
export function setIssueState(
  { project }: FakeIssueTracker,
  issue: FakeIssue,
  state: FakeIssue['state'],
  reason: FakeIssue['stateReason'] = state === 'open' ? 'reopened' : 'completed',
): void {
  if (issue.state === state) return;
  issue.state = state;
  issue.stateReason = reason;
  issue.closedAt = state === 'open' ? null : project.now();
  issue.updatedAt = project.now();
}

/** The comments of an Issue, the oldest first. */
export function commentsOf(
  { project }: FakeIssueTracker,
  { number }: Pick<FakeIssue, 'number'>,
): readonly FakeComment[] {
  return project.comments.filter(({ issue }) => issue === number);
}

/**
 * Counts a write of an account, unless it is one too many.
 * @returns milliseconds until it may write again; undefined when it may now
 */
export function countWrite(
  { project, writes }: FakeIssueTracker,
  userId: number,
): number | undefined {
  const now = project.now();
  const made = writes.get(userId) ?? [];
  for (const { most, withinMs } of CONTENT_LIMITS) {
    const counted = made.filter((at) => now - at < withinMs);
    const oldest = counted.at(-most);
    if (oldest !== undefined) return oldest + withinMs - now;
  }
  writes.set(userId, [...made, now]);
  return undefined;
}
