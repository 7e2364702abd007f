import { createHash } from 'node:crypto';

/** What an id comes to: SHA-256. */
const ID_BYTES = 32;
/** The same in hex. */
const ID_DIGITS = 64;
/** The same in words of 32 bits. */
export const ID_WORDS = 8;

/** So many are turned into bytes at once: cheaper than each by itself. */
const BATCH = 256;
const FIRST_IDS = 1024;

/**
 * Ids by number, in the order in which they come, kept as the 256 bits they are: a million texts would keep the garbage
 * collector busy. What is no SHA-256 is kept as its hash, and its text beside it. Holds state.
 */
export class IdBytes {
  /** `ID_WORDS` of each id; of those that came last only after `flush`. Another array when ids were added. */
  words = new Uint32Array(0);
  length = 0;
  #bytes = Buffer.alloc(0);
  #pending = '';
  readonly #texts = new Map<number, string>();

  /** Keeps an id. @returns its number: how many there were before */
  push(id: string): number {
    this.#pending += id.length === ID_DIGITS ? id : this.#hashOf(id, this.length);
    this.length += 1;
    if (this.length % BATCH === 0) this.flush();
    return this.length - 1;
  }

  /** The id that has this number; empty where none has. */
  at(number: number): string {
    if (number < 0 || number >= this.length) return '';
    this.flush();
    const start = number * ID_BYTES;
    return this.#texts.get(number) ?? this.#bytes.toString('hex', start, start + ID_BYTES);
  }

  /** Forgets all of them. */
  clear(): void {
    this.#pending = '';
    this.#texts.clear();
    this.length = 0;
  }

  /** Turns what came last into words. */
  flush(): void {
    if (this.#pending === '') return;
    if (this.length * ID_BYTES > this.#bytes.length) {
      this.#grow(this.length === 1 ? 1 : Math.max(this.length * 2, FIRST_IDS));
    }
    const first = this.length - this.#pending.length / ID_DIGITS;
    this.#bytes.write(this.#pending, first * ID_BYTES, 'hex');
    const written = this.#bytes.toString('hex', first * ID_BYTES, this.length * ID_BYTES);
    if (written !== this.#pending) this.#writeEach(first);
    this.#pending = '';
  }

  /** Some that are as long as a hash are none. */
  #writeEach(first: number): void {
    for (let number = first; number < this.length; number += 1) {
      const start = (number - first) * ID_DIGITS;
      const id = this.#pending.slice(start, start + ID_DIGITS);
      const digits = /^[0-9a-f]*$/.test(id) ? id : this.#hashOf(id, number);
      this.#bytes.write(digits, number * ID_BYTES, 'hex');
    }
  }

  #hashOf(id: string, number: number): string {
    this.#texts.set(number, id);
    return createHash('sha256').update(JSON.stringify(id)).digest('hex');
  }

  #grow(ids: number): void {
    const grown = Buffer.allocUnsafeSlow(ids * ID_BYTES); // what is not written yet is not read
    this.#bytes.copy(grown);
    this.#bytes = grown;
    this.words = new Uint32Array(grown.buffer, grown.byteOffset, ids * ID_WORDS);
  }
}
