export { type AnyMetric, CATALOG } from './catalog.ts';
export {
  computeMetrics,
  createMetricsCollector,
  type MetricsCollector,
  type MetricsOptions,
} from './compute-metrics.ts';
export { createEvent } from './create-event.ts';
export type { Envelope, Event, EventDraft, EventOf, EventType } from './event.ts';
export { eventId } from './event-id.ts';
export type { EventLog, ReadOptions } from './event-log.ts';
export type {
  CountValue,
  DurationValue,
  Figure,
  FigureStatus,
  Figures,
  GaugeValue,
  Labels,
  MetricKind,
  RatioValue,
  Series,
} from './figure.ts';
export { judgeTargets, type TargetResult } from './judge-targets.ts';
export { BUCKETS_S } from './measure/durations.ts';
export type { MetricDefinition } from './metric-definition.ts';
export { METRIC_NAMES, type MetricName } from './metric-name.ts';
export { isMetricsError, MetricsError, type MetricsErrorCode } from './metrics-error.ts';
export { NATURAL_KEYS, naturalKeyOf } from './natural-key.ts';
export { parseEvent } from './parse-event.ts';
export { parseTargets } from './parse-targets.ts';
export { days, type Window } from './period.ts';
export { DEFAULT_TARGETS, OWNERS, type OwnerRole, type Statistic, type Target } from './targets.ts';
