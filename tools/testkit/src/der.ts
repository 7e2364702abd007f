// As much of DER (X.690) as certificates and timestamps need, for writing only.

/** One element: tag, length, content. */
export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body]);
}

export const sequence = (...content: readonly Uint8Array[]): Buffer => element(0x30, ...content);
export const set = (...content: readonly Uint8Array[]): Buffer => element(0x31, ...content);
export const octets = (content: Uint8Array): Buffer => element(0x04, content);
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text));
export const bits = (content: Uint8Array, unused = 0): Buffer =>
  element(0x03, Buffer.of(unused), content);
export const boolean = (value: boolean): Buffer => element(0x01, Buffer.of(value ? 0xff : 0));
export const nothing = (): Buffer => element(0x05);
/** `[number]`, constructed: an EXPLICIT tag, or an IMPLICIT one around a constructed type. */
export const tagged = (number: number, ...content: readonly Uint8Array[]): Buffer =>
  element(0xa0 + number, ...content);
/** `[number]`, primitive: an IMPLICIT tag around a primitive type. */
export const taggedPrimitive = (number: number, content: Uint8Array): Buffer =>
  element(0x80 + number, content);

/** A non-negative integer of any size. */
export function integer(value: bigint | number): Buffer {
  const hex = BigInt(value).toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const needsSign = ((bytes[0] ?? 0) & 0x80) !== 0;
  return element(0x02, needsSign ? Buffer.of(0) : Buffer.alloc(0), bytes);
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** GeneralizedTime, to the second. */
export function generalizedTime(time: Date): Buffer {
  return element(0x18, Buffer.from(`${digits(time)}Z`));
}

/** UTCTime, to the second; years from 1950 to 2049. */
export function utcTime(time: Date): Buffer {
  return element(0x17, Buffer.from(`${digits(time).slice(2)}Z`));
}

function digits(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '');
}

function base128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    groups.unshift((left & 0x7f) | 0x80);
  }
  return groups;
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 + bytes.length), bytes]);
}
