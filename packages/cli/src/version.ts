import { createRequire } from 'node:module';

/** The version of this package, from its package.json. */
export function version(): string {
  const packageJson: unknown = createRequire(import.meta.url)('../package.json');
  const hasVersion =
    typeof packageJson === 'object' && packageJson !== null && 'version' in packageJson;
  return hasVersion ? String(packageJson.version) : 'unknown';
}
