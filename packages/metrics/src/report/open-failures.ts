import type { FactOf } from '../history/fact.ts';
import type { History } from '../history/history.ts';
import type { Recovery } from '../history/recoveries.ts';
import { subjectKeyOf } from '../history/subjects.ts';

/** A release that failed, and whose fail nobody has settled. */
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
 * What is broken, the oldest first. A release is one tag of one repository: a later pass of another of its run attempts
 * settles it, and so does closing its recovery, in whatever way, unless the one that this very fail opened is still open.
 * Within one attempt each file of the release stands for itself. Pull requests are no releases.
 */
export function openFailures(history: History): readonly OpenFailure[] {
  const settledAt = settlements(history);
  const recoveries = openRecoveries(history);
  const opening = openingFailures(history);
  return [...failing(history)]
    .filter(([key, event]) => (settledAt.get(key) ?? '') < event.at || opening.has(event.id))
    .map(([key, event]) => describe(event, recoveries.get(key)))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function releaseKey(event: Validation | FactOf<'recovery.opened'>, history: History): string {
  const repository = history.repositoryOf(event.place);
  return event.tag === null ? repository : `${repository}\n${event.tag}`;
}

/** The last fail of each release that no later pass settles. */
function failing(history: History): ReadonlyMap<string, Validation> {
  const subjects = Map.groupBy(history.of('validation.completed'), (event) =>
    subjectKeyOf(event, history),
  );
  const outcomes = [...subjects].flatMap(([subject, events]) => outcomesOf(subject, events));
  const releases = Map.groupBy(outcomes, ({ event }) => releaseKey(event, history));
  const fails = new Map<string, Validation>();
  for (const [key, ofRelease] of releases) {
    const passes = ofRelease
      .filter(({ event }) => event.verdict === 'pass')
      .sort((a, b) => (a.event.at > b.event.at ? -1 : 1));
    for (const outcome of ofRelease) {
      const { event } = outcome;
      const pass = passes.find((one) => isSettledBy(outcome, one));
      if (event.verdict === 'pass' || (pass && pass.event.at > event.at)) continue;
      const known = fails.get(key);
      if (!known || isLater(event, known)) fails.set(key, event);
    }
  }
  return fails;
}

/** What a run attempt says of one of its files: its last conclusive verdict. */
interface Outcome {
  /** Key of the attempt. */
  readonly subject: string;
  readonly event: Validation;
}

function outcomesOf(subject: string, events: readonly Validation[]): readonly Outcome[] {
  const last = new Map<string | null, Validation>();
  for (const event of events) {
    if (event.verdict === 'inconclusive' || event.trigger === 'pull_request') continue;
    const known = last.get(event.artifact_digest);
    if (!known || isLater(event, known)) last.set(event.artifact_digest, event);
  }
  return [...last.values()].map((event) => ({ subject, event }));
}

/** Another file of the same attempt says nothing of this one, unless that could not be had and is not known. */
function isSettledBy(fail: Outcome, pass: Outcome): boolean {
  return pass.subject !== fail.subject || fail.event.artifact_digest === null;
}

/** Validations whose recovery is still open. */
function openingFailures(history: History): ReadonlySet<string> {
  const open = [...history.recoveries().values()].filter(({ closed }) => !closed);
  const ids = open.map(({ opened }) => {
    const validation = history.find('validation.completed', opened?.validation_id ?? null);
    return validation?.id;
  });
  return new Set(ids.filter((id) => id !== undefined));
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
