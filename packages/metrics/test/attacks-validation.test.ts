import type { Event } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import { END, figure, MIRROR, RENAMED, total } from './attacks.ts';
import { FAIL, HOUR, happens, hash, INCONCLUSIVE, PASS, seriesOf } from './story.ts';

// Histories that try to make a figure say something false (spec.md part 4). All through the public API.

const RATE = 'security_ci.predicate_validation_pass_rate';
const FOLLOWUPS = 'security_ci.slack_issue_followups';
const validated = (ms: number, fields: object) => happens('validation.completed', ms, fields);

describe(`spec part 4: ${RATE}`, () => {
  it('a release of two files is a pass only once each has passed first, whatever came first of all', () => {
    const [a, b] = [`sha256:${hash('a')}`, `sha256:${hash('b')}`];
    const passed = validated(HOUR, { ...PASS, artifact_digest: a });
    const undecided = validated(2 * HOUR, { ...INCONCLUSIVE, artifact_digest: b });
    const failed = validated(3 * HOUR, { ...FAIL, artifact_digest: b, try: 2 });
    const later = validated(4 * HOUR, { ...PASS, artifact_digest: b, try: 3 });
    expect(figure(RATE, [passed, undecided])).toMatchObject({
      total: { value: null, denominator: 0 },
      companions: { incomplete: 1, inconclusive: 0 },
    });
    expect(total(RATE, [passed, undecided, later])).toMatchObject({ value: 1, denominator: 1 });
    expect(total(RATE, [passed, undecided, failed, later])).toMatchObject({
      value: 0,
      denominator: 1,
    });
  });

  it('the first conclusive verdict of any file decides to which window it belongs', () => {
    const a = validated(-1, { ...PASS, artifact_digest: `sha256:${hash('a')}` });
    const b = validated(HOUR, { ...FAIL, artifact_digest: `sha256:${hash('b')}` });
    expect(total(RATE, [a, b])).toMatchObject({ denominator: 0 });
    const undecided = validated(-1, { ...INCONCLUSIVE, artifact_digest: `sha256:${hash('a')}` });
    expect(figure(RATE, [undecided, b])).toMatchObject({
      total: { denominator: 0 },
      companions: { incomplete: 1 },
    });
  });

  it('a verdict on the other file after the end still completes it until as_of', () => {
    const [a, b] = [`sha256:${hash('a')}`, `sha256:${hash('b')}`];
    const history = [
      validated(END - 1, { ...PASS, artifact_digest: a }),
      validated(END - 1, { ...INCONCLUSIVE, artifact_digest: b }),
      validated(END + HOUR, { ...FAIL, artifact_digest: b, try: 2 }),
    ];
    expect(figure(RATE, history)).toMatchObject({
      total: { denominator: 0 },
      companions: { incomplete: 1 },
    });
    expect(total(RATE, history, END + HOUR)).toMatchObject({ value: 0, denominator: 1 });
  });

  it('revalidations, sweeps and pull requests neither pass nor fail it, and hide no fail', () => {
    const others = ['revalidation', 'sweep', 'pull_request'] as const;
    const early = others.map((trigger, n) => validated(n, { ...PASS, trigger, try: 10 + n }));
    expect(total(RATE, early)).toMatchObject({ value: null, denominator: 0 });
    expect(total(RATE, [...early, validated(HOUR, FAIL)])).toMatchObject({
      value: 0,
      denominator: 1,
    });
  });

  it('two repositories that share tag and run are two subjects; one that was renamed is one', () => {
    const here = validated(HOUR, FAIL);
    expect(total(RATE, [here, validated(2 * HOUR, { ...PASS, ...MIRROR })])).toMatchObject({
      value: 0.5,
      denominator: 2,
    });
    const renamed = validated(2 * HOUR, { ...PASS, ...RENAMED, try: 2 });
    expect(total(RATE, [here, renamed])).toMatchObject({ value: 0, denominator: 1 });
    // the old URL without an id is known by what else was said of it
    const offline = validated(HOUR, { ...FAIL, repository_id: null });
    const said = validated(HOUR, { ...INCONCLUSIVE, try: 3 });
    expect(total(RATE, [offline, said, renamed])).toMatchObject({ value: 0, denominator: 1 });
    expect(total(RATE, [offline, renamed])).toMatchObject({ value: 0.5, denominator: 2 });
  });

  it('a URL that two repositories had, one after the other, names neither', () => {
    const first = validated(HOUR, { ...PASS, run_id: '1' });
    const second = validated(HOUR, { ...PASS, run_id: '1', repository_id: '777', try: 2 });
    const offline = validated(2 * HOUR, { ...FAIL, run_id: '1', repository_id: null });
    expect(total(RATE, [first, second, offline])).toEqual({
      value: 2 / 3,
      numerator: 2,
      denominator: 3,
    });
  });

  it('its labels are words: a type that nobody knows is other, and none where there is none', () => {
    const types = [
      'https://slsa.dev/provenance/v1',
      'https://slsa.dev/provenance/v1/',
      '__proto__',
      null,
    ];
    const history = types.map((predicate_type, n) =>
      validated(HOUR, { ...PASS, predicate_type, run_id: String(n + 1) }),
    );
    expect(seriesOf(figure(RATE, history))).toEqual({
      'none public-good': '1/1',
      'other public-good': '2/2',
      'slsa-v1 public-good': '1/1',
    });
  });
});

describe(`spec part 4: ${FOLLOWUPS}`, () => {
  const alert_id = hash('alert');
  const failed = validated(HOUR, FAIL);
  const raised = happens('alert.raised', HOUR, { alert_id, validation_id: failed.id });
  const told = (ms: number, fields: object) =>
    happens('notification.attempted', ms, { alert_id, outcome: 'delivered', ...fields });
  const channels = (...events: Event[]) => seriesOf(figure(FOLLOWUPS, [failed, raised, ...events]));
  const silence = { both: 0, issue: 0, none: 1, slack: 0 };

  it('only a delivered alert on edge or webhook is Slack: no digest, resolve, spool or unknown one', () => {
    expect(
      channels(
        told(HOUR + 1, { purpose: 'digest', try: 1 }),
        told(HOUR + 1, { purpose: 'resolve', try: 2 }),
        told(HOUR + 1, { rung: 'issue', try: 3 }),
        told(HOUR + 1, { rung: 'summary', try: 4 }),
        told(HOUR + 1, { rung: 'spool', try: 5 }),
        told(HOUR + 1, { outcome: 'unknown', try: 6 }),
      ),
    ).toEqual(silence);
  });

  it('900 s are in time, a millisecond more or less than none is not', () => {
    const slack = { ...silence, none: 0, slack: 1 };
    expect(channels(told(HOUR, {}))).toEqual(slack);
    expect(channels(told(HOUR + 900_000, {}))).toEqual(slack);
    expect(channels(told(HOUR + 900_001, {}))).toEqual(silence);
    expect(channels(told(HOUR - 1, {}))).toEqual(silence);
  });

  it('one that came too early and one in time are in time', () => {
    expect(channels(told(HOUR - 1, { try: 1 }), told(HOUR + 1, { try: 2 }))).toEqual({
      ...silence,
      none: 0,
      slack: 1,
    });
  });

  it('the alert of another attempt, tag or repository follows nothing here', () => {
    const others = [{ run_attempt: 2 }, { tag: 'v9' }, MIRROR].flatMap((fields, n) => {
      const other = hash(`other ${n}`);
      return [
        happens('alert.raised', HOUR, { ...fields, alert_id: other, validation_id: null }),
        told(HOUR + 1, { ...fields, alert_id: other, rung: 'webhook' }),
        happens('issue.opened', HOUR + 1, {
          ...fields,
          alert_id: other,
          issue_number: 50 + n,
        }),
      ];
    });
    expect(channels(...others)).toEqual(silence);
  });

  it('an alert that was never raised belongs to the run that its attempt names', () => {
    const attempt = told(HOUR + 1, {});
    expect(seriesOf(figure(FOLLOWUPS, [failed, attempt]))).toMatchObject({ slack: 1, none: 0 });
  });

  it('an update of an Issue is one, unless it says that all is well; the labels add up', () => {
    const updated = (reason: 'failed_again' | 'resolved' | 'edited') =>
      happens('issue.updated', HOUR + 1, { reason });
    expect(channels(updated('resolved'))).toEqual(silence);
    expect(channels(updated('failed_again'))).toEqual({ ...silence, none: 0, issue: 1 });
    const both = figure(FOLLOWUPS, [failed, raised, updated('edited'), told(HOUR + 2, {})]);
    expect(seriesOf(both)).toEqual({ ...silence, none: 0, both: 1 });
    expect(both.total).toEqual({ value: 1 });
  });
});
