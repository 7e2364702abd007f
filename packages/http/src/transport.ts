/** One request, to be sent as it is: no redirect followed, nothing repeated. */
export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  /** The most bytes of a body, on the wire. */
  readonly maxBytes: number;
  /** Whether an address that the host's name leads to may be connected to; asked for every connection. */
  readonly isAddressAllowed: (address: string) => boolean;
  readonly signal: AbortSignal;
}

/** The head of an answer and its body as it comes. */
export interface TransportResponse {
  readonly status: number;
  /** Names in lower case; a header that came several times is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as `content-encoding` says. Leaving it early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Port to the network.
 * @throws HttpError ADDRESS_REFUSED, NETWORK, MALFORMED, TOO_LARGE, also while the body is read; the signal's reason when
 *   aborted
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
}

/** Time. */
export interface HttpClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
