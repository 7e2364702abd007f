import type { Event } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import { END, figure, MIRROR, total } from './attacks.ts';
import { corrects, DAY, HOUR, happens, hash, MINUTE, seriesOf, time } from './story.ts';

// Histories that try to make a figure say something false (spec.md part 4). All through the public API.

const INGEST = 'security_ci.kpi_ingest_success';

describe(`spec part 4: ${INGEST}`, () => {
  const event = (ms: number) => happens('artifact.unavailable', ms, { artifact_id: '1' });
  const tried = (ms: number, event_id: string, fields: object = {}) =>
    happens('kpi.ingest_attempted', ms, { event_id, ...fields });
  const shares = (asOf: number, ...events: Event[]) => {
    const { total: all, companions } = figure(INGEST, events, asOf);
    return [all, companions];
  };

  it('24 h are in time and a millisecond more is not; exactly 24 h old is not yet due', () => {
    const due = event(HOUR);
    const [taken, missed] = [
      { value: 1, numerator: 1, denominator: 1 },
      { value: 0, numerator: 0, denominator: 1 },
    ];
    const none = { open: 0, unknown: 0 };
    expect(shares(END, due, tried(HOUR + DAY, due.id))).toEqual([taken, none]);
    expect(shares(END, due, tried(HOUR + DAY + 1, due.id))).toEqual([missed, none]);
    const young = event(END - DAY);
    expect(shares(END, young)).toEqual([
      { value: null, numerator: 0, denominator: 0 },
      { open: 1, unknown: 0 },
    ]);
    expect(shares(END, event(END - DAY - 1))).toEqual([missed, none]);
    expect(shares(END, young, tried(END, young.id, { outcome: 'rejected' }))).toEqual([
      missed,
      none,
    ]);
    expect(shares(END, young, tried(END, young.id, { outcome: 'unreachable' }))).toEqual([
      { value: null, numerator: 0, denominator: 0 },
      { open: 1, unknown: 0 },
    ]);
  });

  it('rejected and then accepted is taken in; accepted twice is one', () => {
    const due = event(HOUR);
    const history = [
      due,
      tried(2 * HOUR, due.id, { outcome: 'rejected', try: 1 }),
      tried(3 * HOUR, due.id, { outcome: 'accepted', try: 2 }),
      tried(30 * DAY, due.id, { outcome: 'duplicate', try: 3 }),
    ];
    expect(shares(31 * DAY, ...history)[0]).toEqual({ value: 1, numerator: 1, denominator: 1 });
  });

  it('a correction is an event that is due of its own, the original too', () => {
    const due = event(HOUR);
    const correction = corrects(due, { reason: 'artifact_missing' }, 2 * HOUR);
    expect(shares(END, due, correction, tried(2 * HOUR, due.id))[0]).toEqual({
      value: 0.5,
      numerator: 1,
      denominator: 2,
    });
  });

  it('attempts for events that are not in the log are unknown in the window in which they were made', () => {
    const history = [tried(-1, hash('a')), tried(HOUR, hash('b')), tried(END, hash('c'))];
    expect(shares(END + DAY, ...history)).toEqual([
      { value: null, numerator: 0, denominator: 0 },
      { open: 0, unknown: 1 },
    ]);
  });

  it('a test was not to be taken in, and an attempt to do so is no unknown one', () => {
    const test = { ...event(HOUR), trigger: 'test' } as const;
    expect(shares(END, test)[0]).toMatchObject({ denominator: 0 });
  });
});

describe('spec part 4: operation and governance', () => {
  it('artifact_retention_missing: one of two runs is one; of two repositories two; missing is none', () => {
    const gone = (ms: number, fields: object) => happens('artifact.unavailable', ms, fields);
    const history = [
      gone(HOUR, { run_id: '1' }),
      gone(2 * HOUR, { run_id: '2' }),
      gone(HOUR, { run_id: '3', ...MIRROR }),
      gone(HOUR, { run_id: '4', artifact_id: '9', reason: 'artifact_missing' }),
    ];
    expect(total('artifact_retention_missing', history)).toEqual({ value: 2 });
    expect(total('artifact_retention_missing', [...history, gone(-1, { run_id: '5' })])).toEqual({
      value: 1,
    });
  });

  it('manifest_diff_count: a commit once for each manifest, proposals beside it', () => {
    const changed = (ms: number, fields: object) =>
      happens('manifest.changed', ms, { added: 1, modified: 2, removed: 4, ...fields });
    const history = [
      changed(HOUR, {}),
      changed(2 * HOUR, { repository_id: null }), // the same commit, recorded offline
      changed(HOUR, { path: 'other.json' }),
      changed(HOUR, { ...MIRROR }),
      changed(HOUR, { commit: 'd'.repeat(40), trigger: 'pull_request' }),
      changed(END, { commit: 'e'.repeat(40) }),
    ];
    const found = figure('governance.manifest_diff_count', history, END + 1);
    expect(found).toMatchObject({ total: { value: 21 }, companions: { pull_request: 1 } });
    expect(seriesOf(found)).toEqual({ added: 3, modified: 6, removed: 12 });
  });

  it('token_rotation_age: the latest rotation up to as_of, the oldest of a name, not rounded', () => {
    const seen = (ms: number, rotated: number | null, fields: object = {}) =>
      happens('token.observed', ms, {
        rotated_at: rotated === null ? null : time(rotated),
        ...fields,
      });
    const history = [
      seen(DAY, 0),
      seen(2 * DAY, -9 * DAY), // an older rotation that was seen later
      seen(3 * DAY, END + 1), // after as_of
      seen(DAY, -DAY / 2, { ...MIRROR }),
      seen(DAY, null, { token: 'OTHER' }),
      seen(2 * DAY, END, { token: 'NEW' }),
    ];
    expect(figure('governance.token_rotation_age', history)).toMatchObject({
      total: { value: 28.5 },
      series: [
        { labels: { token: 'NEW' }, value: { value: 0 } },
        { labels: { token: 'OPS_NOTIFY_TOKEN' }, value: { value: 28.5 } },
      ],
      companions: { unknown: 1, clock_skew: 1 },
    });
  });

  it('review_lead_time: not by the requester in any spelling, nor by who is not in the team', () => {
    const decided = (ms: number, by: string, fields: object = {}) =>
      happens('review.decided', ms, { by, ...fields });
    const history = [
      happens('review.requested', HOUR, { actor: { kind: 'human', id: 'Ada' } }),
      decided(HOUR + MINUTE, 'ada'),
      decided(HOUR + 2 * MINUTE, 'eve', { in_team: false }),
      decided(HOUR + 3 * MINUTE, 'bob', { decision: 'denied' }),
      decided(HOUR + 4 * MINUTE, 'carol'),
      happens('review.requested', 2 * HOUR, { review_id: 'waits', version: hash('w') }),
      decided(3 * HOUR, 'eve', { review_id: 'waits', in_team: false }),
      decided(3 * HOUR, 'bob', { review_id: 'nobody asked' }),
    ];
    expect(figure('governance.review_lead_time', history)).toMatchObject({
      total: { count: 1, sum: 180 },
      series: [{ labels: { subject: 'rerun', decision: 'denied' } }],
      companions: { open: 1, unknown: 1, clock_skew: 0 },
    });
  });
});
