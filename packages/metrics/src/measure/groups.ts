import type { Labels, Series } from '../figure.ts';

/** States by their labels. Holds state. */
export interface Groups<S> {
  /** The state of these labels, made at the first call. */
  of(labels: Labels): S;
  /** What each state comes to, ordered by labels. */
  series<V>(value: (state: S) => V): Series<V>[];
}

/** Labels are named in the same order in every call of `of`. */
export function createGroups<S>(create: () => S): Groups<S> {
  const groups = new Map<string, { readonly labels: Labels; readonly state: S }>();
  let last: { readonly labels: Labels; readonly state: S } | undefined;
  return {
    of(labels) {
      if (last?.labels === labels) return last.state; // of many that share one object no key is made
      let key = '';
      for (const name in labels) key += `${labels[name]}\n`;
      let group = groups.get(key);
      if (!group) {
        group = { labels, state: create() };
        groups.set(key, group);
      }
      last = { labels, state: group.state };
      return group.state;
    },
    series: (value) =>
      [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { labels, state }]) => ({ labels, value: value(state) })),
  };
}
