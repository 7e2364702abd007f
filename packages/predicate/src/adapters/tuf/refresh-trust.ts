import { parseRegistryKeys } from '../../npm/registry-keys.ts';
import { isPredicateError } from '../../predicate-error.ts';
import { parseTrustedRoot } from '../../trust/parse-trusted-root.ts';
import type { TrustMaterials, TrustRefresh } from '../../tuf/decide-trust.ts';
import { registryKeysTargets } from '../../tuf/registry-keys-target.ts';
import { tenantTarget } from '../../tuf/tenant-target.ts';
import { clientFor, type Network } from '../network.ts';
import { settle } from '../source-failure.ts';
import { type RefreshOptions, refreshTargets, type TufTargets } from './refresh-targets.ts';

/** Which trusted root to fetch, and how. */
export interface RefreshTrustOptions extends Omit<RefreshOptions, 'wanted'> {
  /** Name of the target; `trusted_root.json` unless stated. A tenant's is that of `fetchTenantTarget`. */
  readonly target?: string;
}

/**
 * The current trusted root of a TUF repository, with the keys of a registry of packages where the repository has them.
 * Safe to repeat. What goes wrong is in the outcome; `decideTrust` says what to do about it.
 * @throws HttpError ABORTED: the signal; the store's error
 */
export async function refreshTrust(options: RefreshTrustOptions): Promise<TrustRefresh> {
  const { target = 'trusted_root.json', repository } = options;
  const refreshed = await refreshTargets({
    ...options,
    wanted: (targets) => [target, ...registryKeysTargets(targets)],
  });
  if (!('targets' in refreshed)) return refreshed;
  const root = refreshed.targets.get(target);
  if (!root) return { kind: 'refused', problem: `${repository.name} has no target ${target}` };
  try {
    const materials = materialsOf(root, target, repository.name, refreshed);
    const { kind, problem = '' } = refreshed;
    return kind === 'fresh' ? { kind, ...materials } : { kind, problem, ...materials };
  } catch (error) {
    if (!isPredicateError(error)) throw error;
    return { kind: 'refused', problem: error.message };
  }
}

function materialsOf(
  root: Uint8Array,
  target: string,
  name: string,
  { targets, versions, expires }: TufTargets,
): TrustMaterials {
  const source = `TUF ${name}, root ${versions.root}, timestamp ${versions.timestamp}, good until ${expires.toISOString()}`;
  return {
    trust: parseTrustedRoot(root, source),
    registryKeys: [...targets].flatMap(([file, content]) =>
      file === target ? [] : parseRegistryKeys(content, file),
    ),
  };
}

/**
 * The name of the target that has the trusted root of a `ghe.com` tenant, by its API's word.
 * @param host the tenant's, for example `acme.ghe.com`.
 * @returns the name, or why there is none
 * @throws HttpError ABORTED: the signal
 */
export async function fetchTenantTarget(
  host: string,
  { network, signal }: { readonly network: Network; readonly signal?: AbortSignal },
): Promise<{ readonly target: string } | { readonly problem: string }> {
  const url = `https://api.${host}/meta`;
  const client = clientFor(network, { servers: [url] });
  const answer = await settle(() =>
    client.send({ url, maxBytes: 1024 * 1024, ...(signal && { signal }) }),
  );
  if ('problem' in answer) return { problem: `${host}: ${answer.problem.message}` };
  const outcome = tenantTarget(answer.value.body);
  return 'value' in outcome
    ? { target: outcome.value }
    : { problem: `${host}: ${outcome.problem} at ${outcome.pointer}` };
}
