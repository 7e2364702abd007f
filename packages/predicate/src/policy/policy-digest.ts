import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@provkit/json';
import type { Policy } from './policy.ts';

/** `sha256:` and the hex digest of a policy's canonical JSON: the same expectations, the same digest. Pure. */
export function policyDigest(policy: Policy): string {
  const json: unknown = policy; // an interface has no index signature; every member of this one is JSON
  return `sha256:${createHash('sha256')
    .update(canonicalJson(json as JsonValue))
    .digest('hex')}`;
}
