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
/** Of 32 bits each: what an id, SHA-256 in lowercase hex, comes to. */
const WORDS = 8;
const DIGITS_PER_WORD = 8;

/** The value of a hex digit by its code; -1 of others. */
const DIGITS = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit += 1) DIGITS[digit.toString(16).charCodeAt(0)] = digit;

/**
 * A hash table for ids of events. They are SHA-256, so their first bits are as good as any hash of them; all 256 are
 * kept and compared, as numbers: the texts of a million ids would take three times the memory and keep the garbage
 * collector busy. What is no such id is kept as it is.
 */
export function createIdIndex(): IdIndex {
  let words = new Uint32Array(FIRST_SLOTS * WORDS); // by number
  let slots = new Int32Array(FIRST_SLOTS); // number + 1; 0 is free
  let count = 0;
  const others = new Map<string, number>();
  const otherIds = new Map<number, string>();
  const key = new Uint32Array(WORDS);

  /** The slot that holds the key, or the free one where it belongs. */
  const slotOfKey = (): number => {
    const mask = slots.length - 1;
    let slot = (key[0] ?? 0) & mask;
    for (let entry = slots[slot] ?? 0; entry !== 0; entry = slots[slot] ?? 0) {
      if (isSame(words, (entry - 1) * WORDS, key)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const growSlots = (): void => {
    const old = slots;
    const mask = old.length * 2 - 1;
    slots = new Int32Array(mask + 1);
    for (const entry of old) {
      if (entry === 0) continue;
      let slot = (words[(entry - 1) * WORDS] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
  };
  const add = (): number => {
    if (count * WORDS === words.length) {
      const grown = new Uint32Array(words.length * 2);
      grown.set(words);
      words = grown;
    }
    count += 1;
    if (count * 2 > slots.length) growSlots();
    return count - 1;
  };

  return {
    number(id) {
      if (!readHex(id, key)) {
        const number = others.get(id) ?? add();
        others.set(id, number);
        otherIds.set(number, id);
        return number;
      }
      const entry = slots[slotOfKey()] ?? 0;
      if (entry !== 0) return entry - 1;
      const number = add();
      words.set(key, number * WORDS);
      slots[slotOfKey()] = number + 1; // the table may have grown
      return number;
    },
    find: (id) => (readHex(id, key) ? (slots[slotOfKey()] ?? 0) - 1 : (others.get(id) ?? -1)),
    idOf(number) {
      if (number < 0 || number >= count) return '';
      return otherIds.get(number) ?? toHex(words.subarray(number * WORDS, (number + 1) * WORDS));
    },
  };
}

function isSame(words: Uint32Array, start: number, key: Uint32Array): boolean {
  for (let word = 0; word < WORDS; word += 1) {
    if (words[start + word] !== key[word]) return false;
  }
  return true;
}

/** Reads an id into a key; false where it is none. */
function readHex(id: string, key: Uint32Array): boolean {
  if (id.length !== WORDS * DIGITS_PER_WORD) return false;
  let digits = 0; // negative as soon as one is none
  for (let word = 0, index = 0; word < WORDS; word += 1) {
    let value = 0;
    for (const end = index + DIGITS_PER_WORD; index < end; index += 1) {
      const digit = DIGITS[id.charCodeAt(index)] ?? -1;
      digits |= digit;
      value = (value << 4) | digit;
    }
    key[word] = value;
  }
  return digits >= 0;
}

function toHex(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(DIGITS_PER_WORD, '0')).join('');
}
