import { BlockList, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopbackAddress, isPrivateAddress, isPublicAddress } from '../src/address.ts';

function blockList(subnets: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6') {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}

describe('isPublicAddress', () => {
  test.each([
    '1.1.1.1',
    '140.82.121.6',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.0',
    '223.255.255.255',
    '2606:50c0:8000::154',
    '2a01:4f8::1',
    '::ffff:140.82.121.6',
    '64:ff9b::8c52:7906',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback, all of it', '127.255.255.254'],
    ['loopback', '::1'],
    ['unspecified, which Linux takes for loopback', '0.0.0.0'],
    ['unspecified', '::'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['metadata', '169.254.169.254'],
    ['metadata of Azure', '168.63.129.16'],
    ['metadata of Alibaba Cloud', '100.100.100.200'],
    ['metadata of Amazon', 'fd00:ec2::254'],
    ['unique local', 'fc00::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local, long given up', 'fec0::1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped loopback in hexadecimal', '::ffff:7f00:1'],
    ['mapped metadata', '::ffff:a9fe:a9fe'],
    ['compatible loopback', '::127.0.0.1'],
    ['translated metadata', '::ffff:0:169.254.169.254'],
    ['NAT64 metadata', '64:ff9b::a9fe:a9fe'],
    ['NAT64 of one’s own', '64:ff9b:1::1'],
    ['6to4 of a private address', '2002:a00:1::1'],
    ['Teredo', '2001::1'],
    ['documentation', '2001:db8::1'],
  ])('T14: %s (%s) is not', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '',
    'example.com',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.1.1.1',
    '0x1.1.1.1',
    '2130706433',
    '1::2::3',
    ':::',
    '1:2:3:4:5:6:7',
    '2606:50c0::1.2.3',
    '2606:1.2.3.4::1',
    '[2606:50c0::1]',
    '2606:50c0::12345',
  ])('what is no address is not public: %j', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });

  test('says of every IPv6 address what Node’s own list of blocks says', () => {
    const given = blockList([['2000::', 3]], 'ipv6');
    const refused = blockList(
      [
        ['2001::', 23],
        ['2001:db8::', 32],
        ['2002::', 16],
        ['2620:4f:8000::', 48],
        ['3fff::', 20],
      ],
      'ipv6',
    );
    const global = fc
      .tuple(
        fc.constantFrom(
          '2001:1',
          '2001:db8',
          '2002:7f',
          '2606:50c0',
          '2620:4f:8000',
          '3fff:f',
          'fe80',
          '1',
        ),
        fc.ipV6(),
      )
      .map(([head, tail]) => `${head}:${tail.replace(/.*::/, '').split(':').slice(-2).join(':')}`)
      .map((text) => (text.split(':').length < 8 ? text.replace(':', '::') : text));
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), global), (address) => {
        fc.pre(isIPv6(address));
        fc.pre(!/^(::ffff:|64:ff9b)/i.test(address)); // an IPv4 address inside: the test below
        const expected = given.check(address, 'ipv6') && !refused.check(address, 'ipv6');
        expect(isPublicAddress(address)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('says of every IPv4 address what Node’s own list of blocks says', () => {
    const refused = blockList(
      [
        ['0.0.0.0', 8],
        ['10.0.0.0', 8],
        ['100.64.0.0', 10],
        ['127.0.0.0', 8],
        ['168.63.129.16', 32],
        ['169.254.0.0', 16],
        ['172.16.0.0', 12],
        ['192.0.0.0', 24],
        ['192.0.2.0', 24],
        ['192.31.196.0', 24],
        ['192.52.193.0', 24],
        ['192.88.99.0', 24],
        ['192.168.0.0', 16],
        ['192.175.48.0', 24],
        ['198.18.0.0', 15],
        ['198.51.100.0', 24],
        ['203.0.113.0', 24],
        ['224.0.0.0', 3],
      ],
      'ipv4',
    );
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(address)).toBe(!refused.check(address, 'ipv4'));
        expect(isPublicAddress(`::ffff:${address}`)).toBe(!refused.check(address, 'ipv4'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('isPrivateAddress', () => {
  test.each(['10.0.0.1', '172.20.1.1', '192.168.0.1', '100.64.0.1', 'fd12:3456::1'])(
    '%s is of a private network',
    (address) => {
      expect(isPrivateAddress(address)).toBe(true);
    },
  );

  test.each([
    '127.0.0.1',
    '169.254.169.254',
    '100.100.100.200',
    'fd00:ec2::254',
    'fd00:ec2::23', // credentials of Amazon's EKS
    'fd20:ce::254', // Google Cloud
    'fd00:c1::a9fe:a9fe', // Oracle Cloud
    'fd00:42::42', // Scaleway
    'fe80::1',
    '1.1.1.1',
    '0.0.0.0',
  ])('T14: %s is never allowed as a private one', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('isLoopbackAddress', () => {
  test('is 127.0.0.0/8 and ::1', () => {
    for (const address of ['127.0.0.1', '127.1.2.3', '::1', '0:0:0:0:0:0:0:1', '::0.0.0.1']) {
      expect(isLoopbackAddress(address)).toBe(true);
    }
    for (const address of ['128.0.0.1', '126.255.255.255', '::2', '::', 'localhost']) {
      expect(isLoopbackAddress(address)).toBe(false);
    }
  });
});
