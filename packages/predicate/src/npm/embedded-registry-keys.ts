import { PUBLIC_GOOD_TUF } from '../trust/public-good-tuf.generated.ts';
import { parseRegistryKeys, type RegistryKey } from './registry-keys.ts';

/** The keys of the public registry of npm packages that come with this package: nothing is read or fetched. Pure. */
export function embeddedRegistryKeys(): readonly RegistryKey[] {
  return parseRegistryKeys(PUBLIC_GOOD_TUF.registryKeysJson, 'embedded');
}
