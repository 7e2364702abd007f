import { describe, expect, it } from 'vitest';
import {
  corrects,
  DAY,
  FAIL,
  figureOf,
  HOUR,
  happens,
  hash,
  INCONCLUSIVE,
  PASS,
  seriesOf,
} from '../story.ts';

const NAME = 'security_ci.predicate_validation_pass_rate';
const other = { artifact_digest: `sha256:${hash('other')}` };

describe(`S1.8 ${NAME}`, () => {
  it('a subject passes only when each of its artifacts does', () => {
    const good = happens('validation.completed', HOUR, PASS);
    const bad = happens('validation.completed', 2 * HOUR, { ...FAIL, ...other });
    expect(figureOf(NAME, [good]).total).toEqual({ value: 1, numerator: 1, denominator: 1 });
    expect(figureOf(NAME, [good, bad]).total).toEqual({ value: 0, numerator: 0, denominator: 1 });
  });

  it('a subject with an artifact that nobody could decide about is incomplete, and in neither', () => {
    const events = [
      happens('validation.completed', HOUR, PASS),
      happens('validation.completed', 2 * HOUR, { ...INCONCLUSIVE, ...other }),
    ];
    expect(figureOf(NAME, events)).toMatchObject({
      total: { value: null, denominator: 0 },
      companions: { inconclusive: 0, incomplete: 1 },
    });
  });

  it('a try that could not get the artifact is no artifact of its own, unless it was conclusive', () => {
    const pass = happens('validation.completed', 2 * HOUR, { ...PASS, try: 2 });
    const unread = happens('validation.completed', HOUR, {
      ...INCONCLUSIVE,
      artifact_digest: null,
    });
    expect(figureOf(NAME, [unread, pass]).total).toMatchObject({ value: 1 });
    const missing = {
      ...FAIL,
      failure_reason: 'artifact_missing',
      class: 'evidence',
      artifact_digest: null,
    } as const;
    const gone = happens('validation.completed', HOUR, missing);
    expect(figureOf(NAME, [gone, pass]).total).toMatchObject({ value: 0 });
  });

  it('T19: subjects that stay inconclusive are counted, and not hidden in the rate', () => {
    const events = [happens('validation.completed', HOUR, INCONCLUSIVE)];
    expect(figureOf(NAME, events)).toMatchObject({
      total: { value: null, numerator: 0, denominator: 0 },
      companions: { inconclusive: 1 },
    });
  });

  it.each(['revalidation', 'pull_request', 'sweep', 'test'] as const)(
    'leaves out what was triggered by %s',
    (trigger) => {
      const events = [happens('validation.completed', HOUR, { ...FAIL, trigger })];
      expect(figureOf(NAME, events).total).toMatchObject({ denominator: 0 });
    },
  );

  it.each(['release', 'rerun', 'rollback'] as const)(
    'counts what was triggered by %s',
    (trigger) => {
      const events = [happens('validation.completed', HOUR, { ...FAIL, trigger })];
      expect(figureOf(NAME, events).total).toMatchObject({ denominator: 1 });
    },
  );

  it('belongs to the window of its first conclusive verdict', () => {
    const before = happens('validation.completed', -HOUR, { ...INCONCLUSIVE, try: 1 });
    const inside = happens('validation.completed', HOUR, { ...PASS, try: 2 });
    expect(figureOf(NAME, [before, inside]).total).toMatchObject({ denominator: 1 });
    const early = happens('validation.completed', -HOUR, { ...FAIL, try: 1 });
    expect(figureOf(NAME, [early, inside]).total).toMatchObject({ denominator: 0 });
  });

  it('labels by predicate type in a closed vocabulary, and by trust profile', () => {
    const types = [
      'https://slsa.dev/provenance/v1',
      'https://slsa.dev/provenance/v0.2',
      'https://evil.example/"><script>',
      '__proto__',
      null,
    ];
    const events = types.map((predicate_type, n) =>
      happens('validation.completed', HOUR, { ...PASS, predicate_type, tag: `v${n}` }),
    );
    expect(seriesOf(figureOf(NAME, events))).toEqual({
      'slsa-v1 public-good': '1/1',
      'slsa-v0.2 public-good': '1/1',
      'other public-good': '2/2',
      'none public-good': '1/1',
    });
  });

  it('a correction of a verdict counts instead of it', () => {
    const event = happens('validation.completed', HOUR, FAIL);
    const correction = corrects(event, PASS, 2 * HOUR);
    expect(figureOf(NAME, [event, correction], 29 * DAY).total).toMatchObject({ value: 1 });
  });
});
