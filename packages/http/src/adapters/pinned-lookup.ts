import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { HttpError } from '../http-error.ts';

/** Addresses that a host's name leads to, in the order in which they are to be tried. */
export type Resolve = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** The system's resolver: hosts file and name servers. */
export const systemResolve: Resolve = (hostname) => systemLookup(hostname, { all: true });

/**
 * A `lookup` for sockets that refuses a name as soon as one of its addresses is not allowed, and hands the others to the
 * connection that is being made: what was looked at is what is connected to, so that a name that leads elsewhere the next
 * time (DNS rebinding) gains nothing.
 */
export function pinnedLookup(
  resolve: Resolve,
  isAddressAllowed: (address: string) => boolean,
): LookupFunction {
  return (hostname, { all }, callback) => {
    const answered = resolve(hostname).then((addresses) => {
      const [first] = addresses;
      if (!first) throw new HttpError('NETWORK', `${hostname} has no address`);
      const refused = addresses.find(({ address }) => !isAddressAllowed(address));
      if (refused) throw addressRefused(hostname, refused.address);
      return { first, addresses: [...addresses] };
    });
    answered.then(
      ({ first, addresses }) =>
        all ? callback(null, addresses) : callback(null, first.address, first.family),
      (error: unknown) => callback(error as NodeJS.ErrnoException, ''), // whatever was thrown goes to the socket
    );
  };
}

/** The error for a name that leads where nobody may be asked. */
export function addressRefused(hostname: string, address: string): HttpError {
  return new HttpError(
    'ADDRESS_REFUSED',
    `${hostname} leads to ${address}, which is not a public address`,
  );
}
