import { z } from 'zod';
import { METRIC_NAMES } from '../metric-name.ts';
import { Count, Timestamp } from './vocabulary.ts';

const Share = z.strictObject({
  value: z.number().nullable(),
  numerator: Count,
  denominator: Count,
});
const Amount = z.strictObject({ value: z.number() });
const Seconds = z.number().nullable();
const Distribution = z.strictObject({
  count: Count,
  sum: z.number(),
  p50: Seconds,
  p95: Seconds,
  max: Seconds,
  buckets: z
    .array(Count)
    .length(11)
    .describe('Cumulative: at most 1, 5, 15, 60, 300, 900, 3600, 14400, 86400, 604800 s, and all.'),
});
const Reading = z.strictObject({ value: z.number().nullable() });

function figure<K extends string, V extends z.ZodType>(kind: K, value: V) {
  return z.strictObject({
    name: z.enum(METRIC_NAMES),
    kind: z.literal(kind),
    unit: z.string(),
    status: z.enum(['provisional', 'final', 'revised']),
    total: value,
    before: value.optional().describe('The total as it was final; only where it was revised.'),
    series: z.array(z.strictObject({ labels: z.record(z.string(), z.string()), value })),
    companions: z.record(z.string(), Count),
    note: z.string().optional(),
  });
}

const TargetResult = z.strictObject({
  target: z.strictObject({
    metric: z.enum(METRIC_NAMES),
    owner: z.string(),
    statistic: z.enum(['value', 'p50', 'p95', 'max']),
    labels: z.record(z.string(), z.string()).optional(),
    at_least: z.number().optional(),
    at_most: z.number().optional(),
  }),
  status: z.enum(['met', 'missed', 'no_data']),
  value: z.number().nullable(),
});

/** What `toJson` writes. */
export const FiguresDocument = z.strictObject({
  version: z.literal(1),
  from: Timestamp.describe('Inclusive.'),
  to: Timestamp.describe('Exclusive.'),
  as_of: Timestamp,
  final_at: Timestamp,
  figures: z.array(
    z.discriminatedUnion('kind', [
      figure('ratio', Share),
      figure('count', Amount),
      figure('counter', Amount),
      figure('duration', Distribution),
      figure('gauge', Reading),
    ]),
  ),
  targets: z.array(TargetResult).optional(),
});
