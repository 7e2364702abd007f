import { createMetricsCollector, type Event } from '@provkit/metrics';
import type { OpenFailure } from '@provkit/metrics/report';
import { describe, expect, it } from 'vitest';
import { corrects, DAY, FAIL, HOUR, happens, hash, PASS, time } from '../story.ts';

function openFailures(...events: readonly Event[]): readonly OpenFailure[] {
  const found = [events, events.toReversed()].map((history) => {
    const collector = createMetricsCollector({ asOf: new Date(time(28 * DAY)) });
    for (const event of history) collector.add(event);
    return collector.details().openFailures;
  });
  expect(found[1]).toEqual(found[0]);
  return found[0] ?? [];
}

const broken = (...events: readonly Event[]) =>
  openFailures(...events).map(({ tag, run_id, run_attempt, failed_at }) => [
    tag,
    run_id,
    run_attempt,
    failed_at,
  ]);

const validated = (ms: number, fields: object) => happens('validation.completed', ms, fields);
const [A, B] = [`sha256:${hash('a')}`, `sha256:${hash('b')}`];
const FIRST = ['v1.2.3', '9876543210', 1, time(HOUR)];

describe('openFailures', () => {
  it('a fail is broken until another run or attempt of the release passes after it', () => {
    const failed = validated(HOUR, FAIL);
    expect(broken(failed)).toEqual([FIRST]);
    const pass = (fields: object) => validated(2 * HOUR, { ...PASS, ...fields });
    expect(broken(failed, pass({ run_attempt: 2 }))).toEqual([]);
    expect(broken(failed, pass({ run_id: '5' }))).toEqual([]);
    expect(broken(failed, pass({ try: 2 }))).toEqual([]);
    expect(broken(failed, pass({ tag: 'v9' }))).toEqual([FIRST]);
    expect(broken(failed, pass({ repository_id: '9' }))).toEqual([FIRST]);
    expect(broken(failed, validated(HOUR - 1, { ...PASS, run_id: '5' }))).toEqual([FIRST]);
  });

  it('another file of the same attempt that passes later does not hide it', () => {
    const failed = validated(HOUR, { ...FAIL, artifact_digest: A });
    const other = validated(2 * HOUR, { ...PASS, artifact_digest: B });
    expect(broken(failed, other)).toEqual([FIRST]);
    const again = validated(3 * HOUR, { ...PASS, artifact_digest: A, try: 2 });
    expect(broken(failed, other, again)).toEqual([]);
  });

  it('a file that could not be had is settled by whatever of its attempt passes later', () => {
    const failed = validated(HOUR, { ...FAIL, artifact_digest: null });
    expect(broken(failed)).toEqual([FIRST]);
    expect(broken(failed, validated(2 * HOUR, { ...PASS, artifact_digest: A }))).toEqual([]);
  });

  it('a rerun of which one file fails is broken, though the other passes', () => {
    const history = [
      validated(HOUR, { ...FAIL, artifact_digest: A }),
      validated(2 * HOUR, { ...PASS, artifact_digest: A, run_attempt: 2 }),
      validated(2 * HOUR, { ...FAIL, artifact_digest: B, run_attempt: 2 }),
    ];
    expect(broken(...history)).toEqual([['v1.2.3', '9876543210', 2, time(2 * HOUR)]]);
  });

  it('closing its recovery settles it, and closing another one does not while its own is open', () => {
    const first = validated(HOUR, FAIL);
    const second = validated(2 * HOUR, { ...FAIL, run_id: '5' });
    const opened = (word: string, validation: Event, ms: number) =>
      happens('recovery.opened', ms, { recovery_id: hash(word), validation_id: validation.id });
    const closed = (word: string) =>
      happens('recovery.closed', 3 * HOUR, { recovery_id: hash(word), outcome: 'dismissed' });
    const history = [first, second, opened('1', first, HOUR), opened('2', second, 2 * HOUR)];
    expect(broken(...history, closed('1'))).toEqual([['v1.2.3', '5', 1, time(2 * HOUR)]]);
    expect(broken(...history, closed('1'), closed('2'))).toEqual([]);
  });

  it('a fail that was corrected to a pass is none; pull requests and inconclusive ones neither', () => {
    const failed = validated(HOUR, FAIL);
    expect(broken(failed, corrects(failed, PASS, 2 * HOUR))).toEqual([]);
    expect(broken(validated(HOUR, { ...FAIL, trigger: 'pull_request' }))).toEqual([]);
  });
});
