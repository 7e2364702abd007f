import {
  DEFAULT_TARGETS,
  judgeTargets,
  METRIC_NAMES,
  OWNERS,
  parseTargets,
} from '@provkit/metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, HOUR, happens } from './story.ts';

const parse = (...targets: object[]) =>
  parseTargets(Buffer.from(JSON.stringify({ version: 1, targets })), 'targets.json');
const of = (metric: string, targets: ReturnType<typeof parseTargets>) =>
  targets.filter((target) => target.metric === metric);

describe('parseTargets (S6.1)', () => {
  it('replaces the targets of what it names, and keeps the others', () => {
    const targets = parse({ metric: 'notify.issue_latency', at_most: 60 });
    expect(of('notify.issue_latency', targets)).toEqual([
      { metric: 'notify.issue_latency', owner: 'Security CI Admin', statistic: 'p95', at_most: 60 },
    ]);
    expect(targets).toHaveLength(DEFAULT_TARGETS.length);
    expect(of('rerun.success_rate', targets)).toEqual(
      of('rerun.success_rate', DEFAULT_TARGETS as never),
    );
  });

  it('takes an owner, a statistic, labels, several targets of one metric, and none', () => {
    const lock = {
      metric: 'metrics.lock_wait_seconds',
      at_most: 1,
      statistic: 'max',
      owner: 'Ada',
    };
    const labels = { lock: 'manifest', backend: 'file', outcome: 'acquired' };
    const targets = parse(lock, { ...lock, labels }, { metric: 'notify.failures', none: true });
    expect(of(lock.metric, targets)).toEqual([lock, { ...lock, labels }]);
    expect(of('notify.failures', targets)).toEqual([]);
  });

  it.each([
    ['no bound', { metric: 'notify.failures' }, 'needs exactly one of'],
    ['two bounds', { metric: 'notify.failures', at_most: 1, at_least: 0 }, 'needs exactly one of'],
    ['an unknown metric', { metric: 'notify.nothing', at_most: 1 }, '/targets/0/metric'],
    ['an unknown field', { metric: 'notify.failures', most: 1 }, '/targets/0'],
    ['p95 of a share', { metric: 'notify.failures', at_most: 1, statistic: 'p95' }, 'has no p95'],
    [
      'value of a duration',
      { metric: 'notify.issue_latency', at_most: 1, statistic: 'value' },
      'is a duration',
    ],
    [
      'a label of a value that never comes',
      {
        metric: 'security_ci.slack_issue_followups',
        at_most: 0,
        labels: { channel: 'nnone' },
      },
      'security_ci.slack_issue_followups has no such channel',
    ],
    [
      'labels that there are not',
      { metric: 'notify.failures', at_most: 1, labels: { tag: 'v1' } },
      'labels must be all of notify.failures: cause',
    ],
  ])('refuses %s', (_what, target, message) => {
    const refusal = expect.objectContaining({
      code: 'TARGETS_INVALID',
      message: expect.stringContaining(message),
    });
    expect(() => parse(target)).toThrow(refusal);
  });

  it('any bytes are targets or refused as such', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(() => parseTargets(bytes, 'f')).toThrow(
            expect.objectContaining({ code: 'TARGETS_INVALID' }),
          );
        },
      ),
    );
  });

  it('every metric has an owner among the three roles', () => {
    expect(Object.keys(OWNERS).sort()).toEqual([...METRIC_NAMES].sort());
    expect(new Set(Object.values(OWNERS))).toEqual(
      new Set(['Governance Reviewer', 'Release Steward', 'Security CI Admin']),
    );
  });
});

describe('judgeTargets', () => {
  const waits = (ms: number) => figuresOf([happens('lock.waited', HOUR, { wait_ms: ms })]);
  const status = (ms: number, target: object) =>
    judgeTargets(
      waits(ms),
      of('metrics.lock_wait_seconds', parse({ metric: 'metrics.lock_wait_seconds', ...target })),
    )[0];

  it('both bounds are inclusive', () => {
    expect(status(60_000, { at_most: 60 })).toMatchObject({ status: 'met', value: 60 });
    expect(status(60_001, { at_most: 60 })).toMatchObject({ status: 'missed' });
    expect(status(60_000, { at_least: 60 })).toMatchObject({ status: 'met' });
    expect(status(59_999, { at_least: 60 })).toMatchObject({ status: 'missed' });
  });

  it('without data, and for a series that is not there, a target is neither met nor missed', () => {
    expect(
      judgeTargets(figuresOf([]), parse()).find(
        ({ target }) => target.metric === 'rerun.success_rate',
      ),
    ).toMatchObject({ status: 'no_data', value: null });
    const labels = { lock: 'notify', backend: 'file', outcome: 'acquired' };
    expect(status(1, { at_most: 60, labels })).toMatchObject({ status: 'no_data' });
  });
});
