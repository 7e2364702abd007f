import { CliError } from '../cli-error.ts';
import type { Arguments, Options } from './option.ts';

/** Options for packages and images. */
export const REGISTRY_OPTIONS = {
  npmrc: {
    value: 'FILE',
    help: 'npm’s configuration, which says where packages are (default: npm_config_registry, ~/.npmrc)',
  },
  'registry-keys': {
    value: 'FILE',
    help: 'keys.json of the package registry (default: with the trusted root)',
  },
  'token-host': {
    value: 'HOST',
    isRepeatable: true,
    help: 'a host that gives out tokens for an image registry, and gets the credentials for it',
  },
  'blob-host': {
    value: 'HOST',
    isRepeatable: true,
    help: 'a host that an image registry sends us to for blobs',
  },
} as const satisfies Options;

/** How registries are asked. */
export interface RegistrySettings {
  readonly npmrc?: string;
  readonly keysFile?: string;
  readonly tokenHosts: readonly string[];
  readonly blobHosts: readonly string[];
}

/** @throws CliError USAGE: what should be a host is none */
export function registriesFrom(args: Arguments): RegistrySettings {
  const npmrc = args.one('npmrc');
  const keysFile = args.one('registry-keys');
  return {
    ...(npmrc !== undefined && { npmrc }),
    ...(keysFile !== undefined && { keysFile }),
    tokenHosts: hosts(args, 'token-host', HOST),
    blobHosts: hosts(args, 'blob-host', HOST_OR_PATTERN),
  };
}

/** A name, with its port where it is not 443. */
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?$/;

/** Blobs may be below a name: `*.blob.example`. Redirects go to the standard port alone. */
const HOST_OR_PATTERN = /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

function hosts(args: Arguments, option: keyof typeof REGISTRY_OPTIONS, host: RegExp) {
  const named = args.all(option);
  const wrong = named.find((name) => !host.test(name));
  if (wrong === undefined) return named;
  throw new CliError('USAGE', `--${option} ${wrong} is no host: write its name, in lower case`);
}
