import {
  createHttpClient,
  type HttpClient,
  type HttpClock,
  type HttpLimits,
  type Transport,
} from '@provkit/http';

/** Ports to the network, and what holds for every request over it. Whom each adapter asks is its own to say. */
export interface Network {
  readonly transport: Transport;
  readonly clock: HttpClock;
  /** From 0 inclusive to 1 exclusive, as `Math.random`. */
  readonly random: () => number;
  /** Over the HTTP client's defaults. */
  readonly limits?: Partial<HttpLimits>;
  /** Lets the hosts that the caller names have private addresses, as servers of one's own do. */
  readonly privateAddressesUnsafe?: boolean;
  /** For tests: servers on 127.0.0.1. */
  readonly loopbackUnsafe?: boolean;
}

/** Whom a client may ask. */
export interface Reach {
  /** URLs of the servers, by the caller's configuration. */
  readonly servers: readonly string[];
  /** Names of further hosts, for redirects alone: where servers keep large files. */
  readonly redirectHosts?: readonly string[];
  readonly secrets?: readonly string[];
}

/** A client for the servers of a configuration, and nobody else (T14). */
export function clientFor(
  network: Network,
  { servers, redirectHosts = [], secrets = [] }: Reach,
): HttpClient {
  const { privateAddressesUnsafe = false, loopbackUnsafe = false, limits, ...ports } = network;
  const hosts = servers.map((server) => {
    const { hostname, port } = new URL(server);
    return { name: hostname, privateAddressesUnsafe, ...(port !== '' && { port: Number(port) }) };
  });
  return createHttpClient({
    ...ports,
    policy: { hosts, redirectHosts, ...(loopbackUnsafe && { loopbackUnsafe }) },
    secrets,
    ...(limits && { limits }),
  });
}
