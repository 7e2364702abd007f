import type { FoundIssue, Identity } from '../../plan-issue.ts';

/** What of an Issue's answer is used beside what decides. */
export interface AnsweredIssue extends FoundIssue {
  readonly labels: readonly string[];
  readonly url: string;
}

/** An Issue as GitHub's REST API gives it; undefined when it is none, as a pull request is none. Pure. */
export function readIssue(data: unknown): AnsweredIssue | undefined {
  if (!isRecord(data) || 'pull_request' in data) return undefined;
  const {
    number,
    state,
    state_reason: reason,
    closed_at: closedAt,
    user,
    body,
    labels,
    html_url: url,
  } = data;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return undefined;
  return {
    number,
    isOpen: state === 'open',
    stateReason: textOf(reason),
    closedAt: textOf(closedAt),
    author: readUser(user) ?? null,
    body: textOf(body) ?? '',
    labels: Array.isArray(labels) ? labels.flatMap(nameOf) : [],
    url: textOf(url) ?? '',
  };
}

/** The Issues of a list, what is none left out. Pure. */
export function readIssues(data: unknown): readonly AnsweredIssue[] {
  if (!Array.isArray(data)) return [];
  return data.flatMap((one: unknown) => readIssue(one) ?? []);
}

/** A user, by number and login; undefined when it is none. Pure. */
export function readUser(data: unknown): (Identity & { readonly id: number }) | undefined {
  if (!isRecord(data)) return undefined;
  const { id, login } = data;
  if (typeof id !== 'number' || typeof login !== 'string' || login === '') return undefined;
  return { id, login };
}

/** Whom GraphQL's `viewer` names; undefined when it names nobody. Pure. */
export function readViewer(answer: unknown): Identity | undefined {
  const data = isRecord(answer) ? answer.data : undefined;
  const viewer = isRecord(data) ? data.viewer : undefined;
  if (!isRecord(viewer)) return undefined;
  return readUser({ login: viewer.login, id: viewer.databaseId });
}

/** A label is a text or has a name. */
function nameOf(label: unknown): readonly string[] {
  const name = isRecord(label) ? label.name : label;
  return typeof name === 'string' ? [name] : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A comment, as far as it decides anything. */
export interface Comment {
  readonly author: FoundIssue['author'];
  readonly body: string;
}

/** A comment, in a list of none or one. Pure. */
export function readComment(data: unknown): readonly Comment[] {
  if (!isRecord(data) || typeof data.body !== 'string') return [];
  return [{ author: readUser(data.user) ?? null, body: data.body }];
}
