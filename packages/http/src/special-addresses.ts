/**
 * Blocks that are not the public internet: RFC 6890 and the IANA special-purpose registries, without regard for "globally
 * reachable" there: none of them is where a release's evidence lies.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
export const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT; Alibaba Cloud's metadata is 100.100.100.200
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's wire server: metadata on a public address
  '169.254.0.0/16', // link-local; the metadata address of most clouds is 169.254.169.254
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; Oracle Cloud's old metadata is 192.0.0.192
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
] as const;

/** The only block of IPv6 that is given out for global unicast (RFC 4291, 2.4). */
export const GLOBAL_IPV6 = '2000::/3';

/**
 * Blocks within it that are not the public internet.
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export const SPECIAL_IPV6 = [
  '2001::/23', // protocol assignments: Teredo, benchmarking, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address in disguise
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
] as const;

/** Blocks whose last 32 bits are an IPv4 address: mapped (RFC 4291), translated (RFC 2765) and by NAT64 (RFC 6052). */
export const EMBEDDED_IPV4 = ['::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96'] as const;

/** Private networks (RFC 1918, RFC 6598, RFC 4193). */
export const PRIVATE = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
] as const;

/** Metadata services within private networks. */
export const METADATA = [
  '100.100.100.200/32', // Alibaba Cloud
  'fd00:ec2::/32', // Amazon: instance metadata, and the credentials of EKS pods
  'fd20:ce::/32', // Google Cloud
  'fd00:c1::/32', // Oracle Cloud
  'fd00:42::/32', // Scaleway
] as const;
