export { toJson } from './json.ts';
export { toMarkdown } from './markdown.ts';
export { openMetricsName, toOpenMetrics } from './open-metrics.ts';
export { wanted } from './quantity.ts';
