import { spawnSync } from 'node:child_process';
import { CATALOG, computeMetrics } from '@provkit/metrics';
import { openMetricsName, toOpenMetrics } from '@provkit/metrics/format';
import { describe, expect, it } from 'vitest';
import { busyMonth } from '../report/busy-month.ts';
import { richHistory } from '../rich-history.ts';
import { figuresOf } from '../story.ts';

/** Prometheus' own parser, of python3-prometheus-client; prints name, labels and value of every sample. */
const PARSER = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
print(json.dumps([[f.name, f.type, f.unit, [[s.name, s.labels, s.value] for s in f.samples]] for f in parse(sys.stdin.read())]))
`;
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import prometheus_client.openmetrics.parser']).status === 0,
);
if (!PYTHON)
  console.warn(
    'SKIPPED: OpenMetrics before the parser of Prometheus, for there is no python3-prometheus-client',
  );

type Family = readonly [
  name: string,
  type: string,
  unit: string,
  samples: readonly [string, Record<string, string>, number][],
];

function parsed(text: string): readonly Family[] {
  const { status, stdout, stderr } = spawnSync(PYTHON ?? '', ['-c', PARSER], {
    input: text,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Family[];
}

describe.skipIf(!PYTHON)('toOpenMetrics, before the parser of Prometheus', () => {
  it('is accepted, with a family for every metric, whatever there are data of', () => {
    for (const events of [[], richHistory(), busyMonth()]) {
      const names = new Set(parsed(toOpenMetrics(figuresOf(events))).map(([name]) => name));
      for (const metric of CATALOG) expect(names).toContain(openMetricsName(metric));
    }
  });

  it('reads back as the figures', () => {
    const figures = figuresOf(richHistory());
    const samples = parsed(toOpenMetrics(figures)).flatMap(([, , , all]) => all);
    const numberOf = (name: string, labels: Record<string, string> = {}) =>
      samples.find(
        ([sample, of]) => sample === name && JSON.stringify(of) === JSON.stringify(labels),
      )?.[2];
    const lockWaits = figures.figures.find(({ name }) => name === 'metrics.lock_wait_seconds');
    if (lockWaits?.kind !== 'duration') throw new Error('no waits');
    expect(lockWaits.series.length).toBeGreaterThan(1);
    for (const { labels, value } of lockWaits.series) {
      expect(numberOf('metrics_lock_wait_seconds_gcount', labels)).toBe(value.count);
      expect(numberOf('metrics_lock_wait_seconds_gsum', labels)).toBe(value.sum);
      expect(numberOf('metrics_lock_wait_seconds_bucket', { ...labels, le: '5.0' })).toBe(
        value.buckets[1],
      );
      expect(numberOf('metrics_lock_wait_p95_seconds', labels)).toBe(value.p95);
    }
    expect(numberOf('artifact_retention_missing_total')).toBe(10);
    expect(
      numberOf('security_ci_predicate_validation_pass_rate_denominator', {
        predicate_type: 'slsa-v1',
        trust_profile: 'public-good',
      }),
    ).toBe(20);
    expect(numberOf('rerun_success_rate_lost')).toBe(1);
  });

  it('T16: a label cannot end its line', () => {
    const token = 'a"\n# EOF\nforged 1\\';
    const figures = computeMetrics([], { asOf: new Date('2026-10-29T00:00:00.000Z') });
    const hostile = figures.figures.map((figure) =>
      figure.kind === 'gauge'
        ? { ...figure, series: [{ labels: { token }, value: { value: 1 } }] }
        : figure,
    );
    const families = parsed(toOpenMetrics({ ...figures, figures: hostile }));
    expect(families.flatMap(([, , , samples]) => samples)).toContainEqual([
      'governance_token_rotation_age',
      { token },
      1,
    ]);
  });
});

describe('toOpenMetrics', () => {
  it('leaves out what is null, and keeps its denominator', () => {
    const text = toOpenMetrics(figuresOf([]));
    expect(text).not.toMatch(/^rerun_success_rate /m);
    expect(text).toMatch(/^rerun_success_rate_denominator 0\.0$/m);
    expect(text).not.toMatch(/NaN|null|undefined/);
    expect(text).toMatch(/\n# EOF\n$/);
  });
});
