import type { Entry, Manifest } from '../schema.ts';
import { eachChange, type FieldProblem, type Rule, type Violation } from './rule.ts';

/** Never another value once there is one. */
const FIXED = ['sha', 'retry_of'] as const satisfies readonly (keyof Entry)[];

/** Of one attempt of the run: a rerun builds the file anew. */
const FIXED_IN_ATTEMPT = [
  'artifact_url',
  'artifact_digest',
  'archive_digest',
] as const satisfies readonly (keyof Entry)[];

/** What validation found of an attempt: it may find something else, but never forget. Gone, v0.2 would pass without an override. */
const KEPT_IN_ATTEMPT = [
  'predicate_type',
  'builder_id',
] as const satisfies readonly (keyof Entry)[];

const FIXED_IN_MANIFEST = [
  'repository',
  'generated_at',
] as const satisfies readonly (keyof Manifest)[];

export const immutableFields: Rule = {
  id: 'immutable-fields',
  severity: 'error',
  summary:
    'What a release is never changes: its commit, and within one attempt its file, for ever once it was accepted; nor the manifest’s repository and beginning.',
  source: 'S1.2a, S1.2b, S3.6, T2',
  fix: 'Put the earlier value back. Another commit or file is another release, with an entry of its own.',
  *check(subject) {
    yield* manifestFields(subject.manifest, subject.change?.before);
    yield* entryFields(subject);
  },
};

const entryFields = eachChange((before, entry) => {
  const isOneAttempt = before.run_attempt === entry.run_attempt;
  // a later attempt that counts as accepted at once was never judged
  const isOneFile = isOneAttempt || (isAccepted(before) && isAccepted(entry));
  const fixed = isOneFile ? [...FIXED, ...FIXED_IN_ATTEMPT] : FIXED;
  const forgotten = isOneFile ? KEPT_IN_ATTEMPT.filter((field) => entry[field] === undefined) : [];
  return [...fixed, ...forgotten].flatMap((field) =>
    fieldProblem(field, before[field], entry[field]),
  );
});

function isAccepted({ status }: Entry): boolean {
  return status === 'success' || status === 'rollback';
}

function* manifestFields(manifest: Manifest, before: Manifest | undefined): Iterable<Violation> {
  if (!before) return;
  for (const field of FIXED_IN_MANIFEST) {
    if (manifest[field] === before[field]) continue;
    const message = `${field} was ${before[field]} and is ${manifest[field]}`;
    yield { pointer: `/${field}`, message };
  }
}

function fieldProblem(
  field: FieldProblem['field'],
  before: string | undefined,
  after: string | undefined,
): readonly FieldProblem[] {
  if (before === undefined || before === after) return [];
  const now = after === undefined ? 'is gone' : `is ${after}`;
  return [{ field, message: `${field} was ${before} and ${now}` }];
}
