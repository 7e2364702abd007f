import { type JsonValue, valueAt } from '@provkit/json';
import { readJson } from '../bundle/malformed.ts';

const LIMITS = { maxBytes: 8 * 1024 * 1024, maxDepth: 32, maxValues: 200_000 };
const ENDING = '/keys.json';

/**
 * The names that targets with a registry's keys have in a repository: those that end in `/keys.json`, listed by its own
 * targets metadata or possible in the folder of a role that it delegates to (`<registry>/*`). So no registry is named here.
 * @param targets verified metadata of the role `targets`.
 * @throws Malformed
 */
export function registryKeysTargets(targets: string): readonly string[] {
  const metadata = readJson(targets, LIMITS);
  const listed = Object.keys(objectAt(metadata, '/signed/targets'));
  const folders = arrayAt(metadata, '/signed/delegations/roles')
    .flatMap((role) => arrayAt(role, '/paths'))
    .filter((path) => typeof path === 'string' && /^[^*?[\]]+\/\*$/.test(path));
  const possible = folders.map((path) => `${String(path).slice(0, -'/*'.length)}${ENDING}`);
  return [...new Set([...listed.filter((name) => name.endsWith(ENDING)), ...possible])];
}

function arrayAt(document: unknown, pointer: string): readonly unknown[] {
  const value = valueAt(document, pointer);
  return Array.isArray(value) ? value : [];
}

function objectAt(metadata: JsonValue, pointer: string): object {
  const value = valueAt(metadata, pointer);
  return typeof value === 'object' && value !== null ? value : {};
}
