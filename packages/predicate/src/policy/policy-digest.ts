import { createHash } from 'node:crypto';
import { json } from '@sigstore/core';
import type { Policy } from './policy.ts';

/** `sha256:` and the hex digest of a policy's canonical JSON: the same expectations, the same digest. Pure. */
export function policyDigest(policy: Policy): string {
  return `sha256:${createHash('sha256').update(json.canonicalize(policy)).digest('hex')}`;
}
