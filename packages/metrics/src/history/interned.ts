/** Values of which many read the same, each kept once. Holds state. */
export interface Interned<S, T> {
  /** The number of what a source says, from 0. */
  numberOf(source: S): number;
  /** What has that number. @throws RangeError: none has */
  at(number: number): T;
  readonly size: number;
}

/** How values are told apart. */
export interface Interning<S, T> {
  /** What is kept of a source. */
  readonly pick: (source: S) => T;
  /** A text that two sources have in common when they say the same, and never else. */
  readonly keyOf: (source: S) => string;
  /** Whether a source says what is kept: mostly it is what the last one said, and need not be looked up. */
  readonly isSame: (source: S, kept: T) => boolean;
}

/** Values, none yet. */
export function createInterned<S, T>({ pick, keyOf, isSame }: Interning<S, T>): Interned<S, T> {
  const all: T[] = [];
  const numbers = new Map<string, number>();
  let [last, lastNumber]: [T | undefined, number] = [undefined, -1];
  return {
    numberOf(source) {
      if (last !== undefined && isSame(source, last)) return lastNumber;
      const key = keyOf(source);
      let number = numbers.get(key);
      if (number === undefined) {
        number = all.push(pick(source)) - 1;
        numbers.set(key, number);
      }
      last = all[number];
      lastNumber = number;
      return number;
    },
    at(number) {
      const value = all[number];
      if (value === undefined) throw new RangeError(`nothing has the number ${number}`);
      return value;
    },
    get size() {
      return all.length;
    },
  };
}
