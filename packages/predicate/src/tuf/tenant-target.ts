import { valueAt } from '@provkit/json';
import { type Outcome, outcomeOf, readJson, refuse } from '../bundle/malformed.ts';

const LIMITS = { maxBytes: 1024 * 1024, maxDepth: 16, maxValues: 100_000 };

/**
 * The name of the target with a `ghe.com` tenant's trusted root, from the answer of its API to `GET /meta`
 * (`domains.artifact_attestations.trust_domain`). Pure. The answer chooses among what GitHub's repository has signed, and
 * nothing else.
 */
export function tenantTarget(meta: string | Uint8Array): Outcome<string> {
  return outcomeOf(() => {
    const pointer = '/domains/artifact_attestations/trust_domain';
    const domain = valueAt(readJson(meta, LIMITS), pointer);
    const isDomain =
      typeof domain === 'string' &&
      domain.length < 254 &&
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(domain);
    return isDomain ? `${domain}.trusted_root.json` : refuse('no trust domain', pointer);
  });
}
