import { eachChange, eachEntry, type FieldProblem, type Rule, type Violation } from './rule.ts';

/** How far clocks may be apart. @see spec 1.4 */
const SKEW_MS = 300_000;

export const timestamps: Rule = {
  id: 'timestamps',
  severity: 'error',
  summary:
    'Times exist, follow each other, and are not in the future; what was accepted says when.',
  source: 'spec 2.5, architecture "Manifest entry (v1)"',
  fix: 'Write the UTC time at which it happened, with milliseconds.',
  *check(subject) {
    const { generated_at } = subject.manifest;
    yield* present(generated_at, '/generated_at', subject.nowMs);
    for (const { entry, at } of subject.entries) {
      const { override } = entry;
      const times = {
        verified_at: entry.verified_at,
        'override/approved_at': override?.approved_at,
        'override/expires_at': override?.expires_at,
      };
      for (const [field, time] of Object.entries(times)) {
        if (time === undefined) continue;
        const nowMs = field === 'override/expires_at' ? undefined : subject.nowMs;
        for (const found of present(time, `${at}/${field}`, nowMs)) yield { ...found, entry };
      }
    }
    yield* each(subject);
    yield* changes(subject);
  },
};

/** The schema sees that a time has the right form; that there is a 30th of February it does not. */
function* present(time: string, pointer: string, nowMs: number | undefined): Iterable<Violation> {
  const ms = Date.parse(time);
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== time) {
    yield { pointer, message: `there is no ${time}` };
  } else if (nowMs !== undefined && ms > nowMs + SKEW_MS) {
    yield { pointer, message: `${time} is in the future` };
  }
}

const each = eachEntry(function* (entry, { manifest }): Iterable<FieldProblem> {
  const { status, verified_at } = entry;
  const isAccepted = status === 'success' || status === 'rollback';
  if (isAccepted && verified_at === undefined) {
    yield { field: 'verified_at', message: `the release is ${status}, and verified_at is missing` };
  }
  // texts of one form are ordered as their times are
  if (verified_at !== undefined && verified_at < manifest.generated_at) {
    yield {
      field: 'verified_at',
      message: `verified at ${verified_at}, before the manifest was begun at ${manifest.generated_at}`,
    };
  }
});

const changes = eachChange(function* (before, { verified_at }): Iterable<FieldProblem> {
  if (before.verified_at === undefined || verified_at === undefined) return;
  if (verified_at >= before.verified_at) return;
  yield {
    field: 'verified_at',
    message: `verified_at went back from ${before.verified_at} to ${verified_at}`,
  };
});
