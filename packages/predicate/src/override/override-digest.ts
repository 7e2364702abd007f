import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@provkit/json';
import type { Override } from '../policy/policy.ts';

/**
 * SHA-256 of an override's canonical JSON, 64 lowercase hex digits: what its approval is signed over, so that an
 * approval is of exactly this override (spec.md 1.4). Pure.
 */
export function overrideDigest(override: Override): string {
  const json: unknown = override; // an interface has no index signature; every member of this one is JSON
  return createHash('sha256')
    .update(canonicalJson(json as JsonValue))
    .digest('hex');
}
