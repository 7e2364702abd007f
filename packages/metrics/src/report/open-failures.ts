import type { FactOf } from '../history/fact.ts';
import type { History } from '../history/history.ts';
import type { Recovery } from '../history/recoveries.ts';

/** A release whose last conclusive verdict is a fail that nobody has settled. */
export interface OpenFailure {
  readonly repository: string;
  readonly tag: string | null;
  readonly run_id: string | null;
  readonly run_attempt: number | null;
  readonly failure_reason: string;
  readonly class: string;
  /** When it failed. */
  readonly failed_at: string;
  /** State of its recovery; null where there is none. */
  readonly state: string | null;
  readonly issue_number: number | null;
}

type Validation = FactOf<'validation.completed'>;

/**
 * What is broken, the oldest first. A release is one tag of one repository: a later pass of any of its runs settles it,
 * and so does closing its recovery, in whatever way. Pull requests are no releases.
 */
export function openFailures(history: History): readonly OpenFailure[] {
  const settledAt = settlements(history);
  const recoveries = openRecoveries(history);
  return [...lastVerdicts(history)]
    .filter(([key, { verdict, at }]) => verdict === 'fail' && (settledAt.get(key) ?? '') < at)
    .map(([key, validation]) => describe(validation, recoveries.get(key)))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function releaseKey(event: Validation | FactOf<'recovery.opened'>, history: History): string {
  return `${history.repositoryOf(event.place)}\n${event.tag}`;
}

function lastVerdicts(history: History): ReadonlyMap<string, Validation> {
  const last = new Map<string, Validation>();
  for (const event of history.of('validation.completed')) {
    if (event.verdict === 'inconclusive' || event.trigger === 'pull_request') continue;
    const key = releaseKey(event, history);
    const known = last.get(key);
    if (!known || isLater(event, known)) last.set(key, event);
  }
  return last;
}

/** Of one moment the fail counts: what is broken must not hide behind the other file of a release. */
function isLater(a: Validation, b: Validation): boolean {
  if (a.at !== b.at) return a.at > b.at;
  if (a.verdict !== b.verdict) return a.verdict === 'fail';
  return a.id > b.id;
}

function settlements(history: History): ReadonlyMap<string, string> {
  const settled = new Map<string, string>();
  for (const { opened, closed } of history.recoveries().values()) {
    if (!opened || !closed) continue;
    const key = releaseKey(opened, history);
    if (closed.at > (settled.get(key) ?? '')) settled.set(key, closed.at);
  }
  return settled;
}

/** Recoveries that are not closed, by release; the first of several by id. */
function openRecoveries(history: History): ReadonlyMap<string, Recovery> {
  const open = new Map<string, Recovery>();
  for (const recovery of history.recoveries().values()) {
    if (!recovery.opened || recovery.closed) continue;
    const key = releaseKey(recovery.opened, history);
    const known = open.get(key);
    if (!known || recovery.id < known.id) open.set(key, recovery);
  }
  return open;
}

function describe(event: Validation, recovery: Recovery | undefined): OpenFailure {
  return {
    repository: event.place.repository,
    tag: event.tag,
    run_id: event.run_id,
    run_attempt: event.run_attempt,
    failure_reason: event.failure_reason ?? '',
    class: event.class ?? '',
    failed_at: event.at,
    state: recovery ? (recovery.state ?? 'detected') : null,
    issue_number: recovery?.firstIssue?.issue_number ?? null,
  };
}

function sortKey({ failed_at, repository, tag }: OpenFailure): string {
  return `${failed_at} ${repository} ${tag}`;
}
