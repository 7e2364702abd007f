/** What events are ordered by. */
interface Happened {
  readonly at: string;
  readonly id: string;
}

/** The one that happened first, by `at`, then `id`: the same whatever the order of arrival. Pure. */
export function earlier<E extends Happened>(a: E | undefined, b: E): E {
  if (a === undefined) return b;
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return a.id <= b.id ? a : b;
}

/** The one of each key that happened first, by `earlier`. Pure. */
export function firstOf<E extends Happened>(
  events: Iterable<E>,
  keyOf: (event: E) => string,
): ReadonlyMap<string, E> {
  const first = new Map<string, E>();
  for (const event of events) {
    const key = keyOf(event);
    first.set(key, earlier(first.get(key), event));
  }
  return first;
}
