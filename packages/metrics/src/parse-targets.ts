import { isJsonError, parseJson, schemaProblem } from '@provkit/json';
import { CATALOG } from './catalog.ts';
import { MetricsError } from './metrics-error.ts';
import type { TargetsFile } from './schema/targets.ts';
import { validateTargetsFile } from './targets.generated.ts';
import { DEFAULT_TARGETS, OWNERS, type Statistic, type Target } from './targets.ts';

const LIMITS = { maxBytes: 1024 * 1024, maxDepth: 6, maxValues: 20_000 } as const;

type FileTarget = TargetsFile['targets'][number];

/**
 * The targets of a file, and the default ones of the metrics that it does not name. Pure.
 * @param name what errors call the file
 * @throws MetricsError TARGETS_INVALID, naming the place and the rule
 */
export function parseTargets(content: Uint8Array, name: string): readonly Target[] {
  const refuse = (pointer: string, why: string, cause?: unknown): never => {
    const at = pointer === '' ? '' : ` at ${pointer}`;
    throw new MetricsError('TARGETS_INVALID', `${name}${at}: ${why}`, { cause });
  };
  const { targets } = readFile(content, refuse);
  const named = new Set(targets.map(({ metric }) => metric));
  const wanted = targets.flatMap((target, index) => {
    const problem = problemOf(target);
    if (problem !== undefined) refuse(`/targets/${index}`, problem);
    return toTarget(target);
  });
  return [...DEFAULT_TARGETS.filter(({ metric }) => !named.has(metric)), ...wanted];
}

type Refuse = (pointer: string, why: string, cause?: unknown) => never;

function readFile(content: Uint8Array, refuse: Refuse): TargetsFile {
  let value: unknown;
  try {
    value = parseJson(content, LIMITS);
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    return refuse('', cause.message, cause);
  }
  if (validateTargetsFile(value)) return value as TargetsFile; // just validated
  const { pointer, message } = schemaProblem(validateTargetsFile.errors ?? [], value);
  return refuse(pointer, message);
}

/** What the schema cannot say. */
function problemOf({
  metric,
  statistic,
  labels,
  at_least,
  at_most,
  none,
}: FileTarget): string | undefined {
  const bounds = [at_least, at_most, none].filter((bound) => bound !== undefined).length;
  if (bounds !== 1) return 'needs exactly one of at_least, at_most and none';
  const definition = CATALOG.find(({ name }) => name === metric);
  const isDuration = definition?.kind === 'duration';
  if (statistic !== undefined && (statistic === 'value') === isDuration) {
    return isDuration
      ? `${metric} is a duration: its statistic is p50, p95 or max`
      : `${metric} has no ${statistic}, only a value`;
  }
  const known = Object.keys(definition?.labels ?? {});
  const given = Object.keys(labels ?? {});
  if (labels && (given.length !== known.length || !given.every((label) => known.includes(label)))) {
    return known.length === 0
      ? `${metric} has no labels`
      : `labels must be all of ${metric}: ${known.join(', ')}`;
  }
  const [wrong] = Object.entries(labels ?? {}).filter(
    ([label, value]) => !mayHave(definition?.labels[label], value),
  );
  return wrong && `${metric} has no such ${wrong[0]}: docs/metrics.md has the words of its labels`;
}

/** Whether a label may have that value: a target for one that never comes could never be missed. */
function mayHave(description: string | undefined, value: string): boolean {
  const words = [...(description ?? '').matchAll(/`([^`]+)`/g)].map(([, word]) => word);
  return words.length === 0 || words.includes(value);
}

function toTarget({ metric, owner, statistic, labels, at_least, at_most }: FileTarget): Target[] {
  const isDuration = CATALOG.some(({ name, kind }) => name === metric && kind === 'duration');
  const usual: Statistic = isDuration ? 'p95' : 'value';
  const target = {
    metric,
    owner: owner ?? OWNERS[metric],
    statistic: statistic ?? usual,
    ...(labels && { labels }),
  };
  if (at_least !== undefined) return [{ ...target, at_least }];
  return at_most === undefined ? [] : [{ ...target, at_most }];
}
