import { z } from 'zod';
import { METRIC_NAMES } from '../metric-name.ts';
import { Text } from './vocabulary.ts';

const FileTarget = z
  .strictObject({
    metric: z.enum(METRIC_NAMES).describe('Name of the metric.'),
    owner: Text.optional().describe('Who answers for it; default: the role that the design names.'),
    statistic: z
      .enum(['value', 'p50', 'p95', 'max'])
      .optional()
      .describe('Which number of a duration; default p95. Everything else has a value only.'),
    labels: z
      .record(z.string(), Text)
      .optional()
      .describe('All labels of the series that is meant; default: the total.'),
    at_least: z
      .number()
      .optional()
      .describe('In the unit of the metric: shares from 0 to 1, s, days.'),
    at_most: z.number().optional().describe('In the unit of the metric.'),
    none: z.literal(true).optional().describe('No target for this metric.'),
  })
  .describe('Exactly one of at_least, at_most and none.');

/** What is wanted of metrics: replaces the default targets of every metric that it names. */
export const TargetsFile = z.strictObject({
  version: z.literal(1),
  targets: z.array(FileTarget).max(500),
});

export type TargetsFile = z.infer<typeof TargetsFile>;
