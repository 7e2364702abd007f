import {
  EMBEDDED_IPV4,
  GLOBAL_IPV6,
  METADATA,
  PRIVATE,
  SPECIAL_IPV4,
  SPECIAL_IPV6,
} from './special-addresses.ts';

/** An address as a number, and how many bits it has. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

interface Block extends Address {
  readonly prefix: number;
}

/**
 * Whether an address is on the public internet: not private, loopback, link-local (where clouds have their metadata),
 * carrier-grade NAT, multicast or reserved, in IPv4 or as an IPv4 address inside of IPv6. What cannot be read is not
 * public. Pure.
 * @param address in the form that resolvers give: dotted decimal, or IPv6 without brackets; a zone (`%eth0`) is link-local.
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (!parsed) return false;
  if (parsed.bits === 32) return !isIn(parsed, IPV4_BLOCKS);
  if (isIn(parsed, EMBEDDED_BLOCKS)) {
    return !isIn({ bits: 32, value: parsed.value & 0xffff_ffffn }, IPV4_BLOCKS);
  }
  return isIn(parsed, GLOBAL_BLOCKS) && !isIn(parsed, IPV6_BLOCKS);
}

/** Whether an address is of a private network, and not where a cloud has its metadata. Pure. */
export function isPrivateAddress(address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && isIn(parsed, PRIVATE_BLOCKS) && !isIn(parsed, METADATA_BLOCKS);
}

/** Whether an address is of this machine: 127.0.0.0/8 or ::1. Pure. */
export function isLoopbackAddress(address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && isIn(parsed, LOOPBACK_BLOCKS);
}

/** The address as a number, or nothing for what is none: strict, so that no other reader sees another address. */
function parseAddress(text: string): Address | undefined {
  const value = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  return value === undefined ? undefined : { bits: text.includes(':') ? 128 : 32, value };
}

/** Four decimal numbers without leading zeros, which some read as octal. */
function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  const isStrict = parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  if (parts.length !== 4 || !isStrict) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

/** RFC 4291, 2.2: eight groups, one run of zeros as `::`, the last two perhaps as IPv4. */
function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

function groupsOf(half: string, isEnd: boolean): readonly bigint[] | undefined {
  if (half === '') return [];
  const groups: bigint[] = [];
  const parts = half.split(':');
  for (const [index, part] of parts.entries()) {
    const mayBeIpv4 = isEnd && index === parts.length - 1 && part.includes('.');
    const ipv4 = mayBeIpv4 ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function blocksOf(blocks: readonly string[]): readonly Block[] {
  return blocks.map((block) => {
    const [address = '', prefix] = block.split('/');
    const parsed = parseAddress(address);
    if (!parsed) throw new TypeError(`${block} is no block of addresses`);
    return { ...parsed, prefix: Number(prefix) };
  });
}

function isIn(address: Address, blocks: readonly Block[]): boolean {
  return blocks.some(({ bits, value, prefix }) => {
    const shift = BigInt(bits - prefix);
    return bits === address.bits && address.value >> shift === value >> shift;
  });
}

const IPV4_BLOCKS = blocksOf(SPECIAL_IPV4);
const IPV6_BLOCKS = blocksOf(SPECIAL_IPV6);
const GLOBAL_BLOCKS = blocksOf([GLOBAL_IPV6]);
const EMBEDDED_BLOCKS = blocksOf(EMBEDDED_IPV4);
const PRIVATE_BLOCKS = blocksOf(PRIVATE);
const METADATA_BLOCKS = blocksOf(METADATA);
const LOOPBACK_BLOCKS = blocksOf(['127.0.0.0/8', '::1/128']);
