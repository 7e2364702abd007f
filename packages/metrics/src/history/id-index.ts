import { ID_WORDS, IdBytes } from './id-bytes.ts';

/**
 * Which ids are the same. Holds state. They are entered all at once: to tell a million apart is to look at a million places
 * in memory, and while one waits for the first the next can be looked for.
 */
export interface IdIndex {
  /**
   * Enters what came since the last call.
   * @param choose is asked of an id that has two numbers, which of them is to be found by it
   */
  enter(choose: (known: number, repeated: number) => number): void;
  /** The number of an id that was entered, or -1. */
  find(id: string): number;
  /** The same for one of other ids. */
  findOf(others: IdBytes, number: number): number;
}

/** An index of ids. @param ids may still grow */
export function createIdIndex(ids: IdBytes): IdIndex {
  return new HashTable(ids);
}

const FIRST_SLOTS = 2048; // a power of two: the masks below need one

/** Ids are hashes, so that their first bits tell them apart; what begins alike is compared whole. */
class HashTable implements IdIndex {
  readonly #ids: IdBytes;
  /** Pairs of an id's first word and its number + 1; 0 is free. */
  #slots = new Int32Array(FIRST_SLOTS);
  #entered = 0;
  readonly #asked = new IdBytes();

  constructor(ids: IdBytes) {
    this.#ids = ids;
  }

  enter(choose: (known: number, repeated: number) => number): void {
    this.#ids.flush();
    const { words, length } = this.#ids;
    this.#makePlaceFor(length);
    const slots = this.#slots;
    for (let number = this.#entered; number < length; number += 1) {
      const at = number * ID_WORDS;
      const slot = slotOf(slots, words, words, at);
      const known = (slots[slot + 1] ?? 0) - 1;
      slots[slot] = words[at] ?? 0;
      slots[slot + 1] = (known === -1 ? number : choose(known, number)) + 1;
    }
    this.#entered = length;
  }

  find(id: string): number {
    this.#asked.clear();
    return this.findOf(this.#asked, this.#asked.push(id));
  }

  findOf(others: IdBytes, number: number): number {
    others.flush();
    const slot = slotOf(this.#slots, this.#ids.words, others.words, number * ID_WORDS);
    return (this.#slots[slot + 1] ?? 0) - 1;
  }

  /** At most half of the pairs are taken. */
  #makePlaceFor(ids: number): void {
    const old = this.#slots;
    let length = old.length;
    while (ids * 4 > length) length *= 2;
    if (length === old.length) return;
    const slots = new Int32Array(length);
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = ((old[from] ?? 0) << 1) & (length - 1);
      while (slots[slot + 1] !== 0) slot = (slot + 2) & (length - 1);
      slots[slot] = old[from] ?? 0;
      slots[slot + 1] = old[from + 1] ?? 0;
    }
    this.#slots = slots;
  }
}

/** The pair that holds an id, or the free one where it belongs. @param at where the id begins in `others` */
function slotOf(slots: Int32Array, words: Uint32Array, others: Uint32Array, at: number): number {
  const mask = slots.length - 1;
  const first = (others[at] ?? 0) | 0;
  for (let slot = (first << 1) & mask; ; slot = (slot + 2) & mask) {
    const known = slots[slot + 1] ?? 0;
    if (known === 0) return slot;
    if (slots[slot] === first && isSame(words, (known - 1) * ID_WORDS, others, at)) return slot;
  }
}

function isSame(a: Uint32Array, atA: number, b: Uint32Array, atB: number): boolean {
  for (let word = 0; word < ID_WORDS; word += 1) {
    if (a[atA + word] !== b[atB + word]) return false;
  }
  return true;
}
