/** A part of a batch: which one, of how many. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** Reads `2/5`; `undefined` for anything but a part of at least one and at most a thousand. Pure. */
export function parseShard(text: string): Shard | undefined {
  const [, index = '', count = ''] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count && shard.count <= 1000 ? shard : undefined;
}

/**
 * The items of one part: every `count`-th, so that parts differ in size by one at most, and together are all of them,
 * each once. Every job that is given the same items in the same order takes its own. Pure.
 */
export function shardOf<T>(items: readonly T[], { index, count }: Shard): readonly T[] {
  return items.filter((_, at) => at % count === index - 1);
}
