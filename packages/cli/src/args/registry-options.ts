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

export function registriesFrom(args: Arguments): RegistrySettings {
  const npmrc = args.one('npmrc');
  const keysFile = args.one('registry-keys');
  return {
    ...(npmrc !== undefined && { npmrc }),
    ...(keysFile !== undefined && { keysFile }),
    tokenHosts: args.all('token-host'),
    blobHosts: args.all('blob-host'),
  };
}
