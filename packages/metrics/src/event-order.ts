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
