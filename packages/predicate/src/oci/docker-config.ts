import { valueAt } from '@provkit/json';
import { outcomeOf, readJson } from '../bundle/malformed.ts';

/** Who asks a registry. Both are secrets. */
export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

const LIMITS = { maxBytes: 1024 * 1024, maxDepth: 16, maxValues: 10_000 };

/**
 * The credentials for a registry in Docker's `config.json` (`auths`), as `docker login` leaves them. Credential helpers are
 * programs, and none is run. Pure.
 * @param registry host, with its port where it has one.
 * @returns `undefined` where there are none, or where the file cannot be read
 */
export function credentialsIn(
  config: string | Uint8Array,
  registry: string,
): RegistryCredentials | undefined {
  const outcome = outcomeOf(() => readJson(config, LIMITS));
  if (!('value' in outcome)) return undefined;
  const auths = valueAt(outcome.value, '/auths');
  if (typeof auths !== 'object' || auths === null) return undefined;
  for (const [key, entry] of Object.entries(auths)) {
    if (hostIn(key) !== registry) continue;
    const auth = valueAt(entry, '/auth');
    const plain = typeof auth === 'string' ? Buffer.from(auth, 'base64').toString() : '';
    const colon = plain.indexOf(':');
    if (colon > 0) return { username: plain.slice(0, colon), password: plain.slice(colon + 1) };
  }
  return undefined;
}

/** Keys are hosts, or old ones URLs. */
function hostIn(key: string): string {
  return URL.parse(key.includes('://') ? key : `https://${key}`)?.host ?? key;
}
