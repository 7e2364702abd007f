import { CATALOG } from '../catalog.ts';
import type { DurationValue, Figure, Figures, Labels, Series } from '../figure.ts';
import { BUCKETS_S } from '../measure/durations.ts';

/**
 * The figures as OpenMetrics text, for a Prometheus that scrapes a file. Pure. Names have `_` for `.`, durations end in
 * `_seconds`. A figure of a window goes up and down with it: a distribution is a `gaugehistogram`, a counter one that
 * was created when the window began. What is null has no sample; its numerator and denominator are there all the same.
 * @see https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 */
export function toOpenMetrics({ from, to, as_of, figures }: Figures): string {
  const window = { from, to, as_of };
  return [
    ...family('provkit_metrics_window', 'info', 'The window of the figures.'),
    sample('provkit_metrics_window_info', window, 1),
    ...figures.flatMap((figure) => [
      ...figureLines(figure, Date.parse(from) / 1000),
      ...companionLines(figure),
    ]),
    '# EOF',
    '',
  ].join('\n');
}

/** What a metric is called there. */
export function openMetricsName({ name, kind }: Pick<Figure, 'name' | 'kind'>): string {
  const plain = name.replaceAll('.', '_');
  return kind === 'duration' && !plain.endsWith('_seconds') ? `${plain}_seconds` : plain;
}

function figureLines(figure: Figure, createdS: number): string[] {
  const name = openMetricsName(figure);
  const help = CATALOG.find((metric) => metric.name === figure.name)?.title ?? figure.name;
  switch (figure.kind) {
    case 'duration':
      return durationLines(name, help, rows(figure));
    case 'ratio':
      return [
        ...gauge(name, `${help}.`, rows(figure), ({ value }) => value),
        ...gauge(`${name}_numerator`, `${help}: of these.`, rows(figure), (v) => v.numerator),
        ...gauge(`${name}_denominator`, `${help}: of so many.`, rows(figure), (v) => v.denominator),
      ];
    case 'counter':
      return [
        ...family(name, 'counter', `${help}.`),
        ...rows(figure).flatMap(({ labels, value }) => [
          sample(`${name}_total`, labels, value.value),
          sample(`${name}_created`, labels, createdS),
        ]),
      ];
    case 'count':
    case 'gauge':
      return gauge(
        name,
        `${help}.`,
        rows<{ readonly value: number | null }>(figure),
        (v) => v.value,
      );
  }
}

/** The series; without labels the total is the one there is. A total beside series would count everything twice. */
function rows<V>({ total, series }: { readonly total: V; readonly series: readonly Series<V>[] }) {
  return series.length > 0 ? series : [{ labels: {}, value: total }];
}

function durationLines(
  name: string,
  help: string,
  series: readonly Series<DurationValue>[],
): string[] {
  const lines = family(name, 'gaugehistogram', `${help}.`, 'seconds');
  for (const { labels, value } of series) {
    BUCKETS_S.forEach((end, index) => {
      lines.push(
        sample(`${name}_bucket`, { ...labels, le: number(end) }, value.buckets[index] ?? 0),
      );
    });
    lines.push(sample(`${name}_gcount`, labels, value.count));
    lines.push(sample(`${name}_gsum`, labels, value.sum));
  }
  const base = name.replace(/_seconds$/, '');
  const statistics = ['p50', 'p95', 'max'] as const;
  return [
    ...lines,
    ...statistics.flatMap((statistic) =>
      gauge(
        `${base}_${statistic}_seconds`,
        `${help}: ${statistic}.`,
        series,
        (v) => v[statistic],
        'seconds',
      ),
    ),
  ];
}

function companionLines(figure: Figure): string[] {
  const name = openMetricsName(figure).replace(/_seconds$/, '');
  return Object.entries(figure.companions).flatMap(([companion, value]) => [
    ...family(`${name}_${companion}`, 'gauge', `Beside ${figure.name}: ${companion}.`),
    sample(`${name}_${companion}`, {}, value),
  ]);
}

function gauge<V>(
  name: string,
  help: string,
  series: readonly Series<V>[],
  numberOf: (value: V) => number | null,
  unit?: string,
): string[] {
  const samples = series.flatMap(({ labels, value }) => {
    const found = numberOf(value);
    return found === null ? [] : [sample(name, labels, found)];
  });
  return [...family(name, 'gauge', help, unit), ...samples];
}

function family(name: string, type: string, help: string, unit?: string): string[] {
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
  ];
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  const selector = pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
  return `${name}${selector} ${number(value)}`;
}

/** Canonical: a whole number keeps its `.0`, since `le` is compared as text. */
function number(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return Number.isInteger(value) && value < 1e21 ? `${value}.0` : String(value);
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
