import type { Arguments, Options } from './option.ts';

/** Options of every command that may ask somebody. */
export const NETWORK_OPTIONS = {
  offline: { help: 'open no network connection' },
  'private-api-unsafe': {
    help: 'let the host of GitHub’s API have a private address, as a GitHub Enterprise Server has',
  },
} as const satisfies Options;

/** What the options say of who may be asked. */
export function networkFrom(args: Arguments): {
  readonly isOffline: boolean;
  readonly privateAddressesUnsafe: boolean;
} {
  return {
    isOffline: args.has('offline'),
    privateAddressesUnsafe: args.has('private-api-unsafe'),
  };
}
