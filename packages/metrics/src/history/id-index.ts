/** Numbers ids in the order in which they come: 0 for the first, and the same one for the same id. Holds state. */
export interface IdIndex {
  /** The id's number, which it is given now where it has none. */
  number(id: string): number;
  /** The id's number, or -1. */
  find(id: string): number;
  /** The id that has this number; empty where none has. */
  idOf(number: number): string;
}

const FIRST_SLOTS = 1024; // a power of two: the mask below needs one
const SAMPLED = 8;

/**
 * A hash table for ids of events. They are SHA-256 in hex, so a few of their characters hash as well as all of them; a
 * `Map` reads all 64 and took half the time of all metrics together.
 */
export function createIdIndex(): IdIndex {
  const ids: string[] = [];
  const hashes: number[] = []; // an id is only read where its hash is the right one
  let slots = new Int32Array(FIRST_SLOTS); // number + 1; 0 is free

  /** The slot that holds the id, or the free one where it belongs. */
  const slotOf = (id: string, hash: number): number => {
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let entry = slots[slot] ?? 0; entry !== 0; entry = slots[slot] ?? 0) {
      if (hashes[entry - 1] === hash && ids[entry - 1] === id) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const grow = (): void => {
    const mask = slots.length * 4 - 1;
    slots = new Int32Array(mask + 1);
    for (let number = 0; number < hashes.length; number += 1) {
      let slot = (hashes[number] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
  };

  return {
    number(id) {
      const hash = hashOf(id);
      const slot = slotOf(id, hash);
      const entry = slots[slot] ?? 0;
      if (entry !== 0) return entry - 1;
      hashes.push(hash);
      slots[slot] = ids.push(id);
      if (ids.length * 2 > slots.length) grow();
      return ids.length - 1;
    },
    find: (id) => (slots[slotOf(id, hashOf(id))] ?? 0) - 1,
    idOf: (number) => ids[number] ?? '',
  };
}

/** Of the first characters and the last ones: of hex, 32 bits each. */
function hashOf(id: string): number {
  const { length } = id;
  let hash = length;
  for (let index = 0; index < SAMPLED && index < length; index += 1) {
    hash = Math.imul(hash, 31) + id.charCodeAt(index);
    hash = Math.imul(hash, 31) + id.charCodeAt(length - 1 - index);
  }
  return hash ^ (hash >>> 15);
}
