import fc from 'fast-check';
import type { Manifest } from '../src/index.ts';

/** A place in a document: `container[key]`. */
interface Place {
  readonly container: Record<string, unknown>;
  readonly key: string;
}

type Mutation = (place: Place, value: unknown) => void;

/** What is done to one place; `value` is any JSON. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  replace: ({ container, key }, value) => {
    container[key] = value;
  },
  remove: ({ container, key }) => {
    delete container[key];
  },
  nullify: ({ container, key }) => {
    container[key] = null;
  },
  rename: ({ container, key }) => {
    container[`${key}s`] = container[key];
    delete container[key];
  },
  nudge: ({ container, key }) => {
    container[key] = nudged(container[key]);
  },
  wrap: ({ container, key }) => {
    container[key] = [container[key]];
  },
};

function nudged(value: unknown): unknown {
  if (typeof value === 'string') return value.length % 2 === 0 ? `${value} ` : value.slice(1);
  if (typeof value === 'number') return value % 2 === 0 ? value + 0.5 : -value;
  if (typeof value === 'boolean') return String(value);
  return value;
}

/** A copy of a document with one place changed, wherever that is. */
export function mutations(documents: fc.Arbitrary<Manifest>): fc.Arbitrary<unknown> {
  const kind = fc.constantFrom(...Object.keys(MUTATIONS));
  return fc
    .tuple(documents, fc.nat(), kind, fc.jsonValue({ maxDepth: 2 }))
    .map(([document, at, name, value]) => {
      const copy = structuredClone(document) as unknown as Record<string, unknown>;
      const places = placesOf(copy);
      const place = places[at % places.length];
      if (place) MUTATIONS[name]?.(place, value);
      return copy;
    });
}

function placesOf(container: Record<string, unknown>): Place[] {
  return Object.entries(container).flatMap(([key, value]) => {
    const inner = typeof value === 'object' && value !== null ? value : {};
    return [{ container, key }, ...placesOf(inner as Record<string, unknown>)];
  });
}
