import { valueAt } from '@provkit/json';
import { outcomeOf, readJson } from '../bundle/malformed.ts';

const LIMITS = { maxBytes: 64 * 1024, maxDepth: 4, maxValues: 100 };

/** What may stand in a header (RFC 6750, 2.1). */
const TOKEN = /^[A-Za-z0-9._~+/=-]{1,16384}$/;

/** The token in the answer of a registry's token endpoint, or `undefined`. Pure. */
export function readToken(content: Uint8Array): string | undefined {
  const outcome = outcomeOf(() => readJson(content, LIMITS));
  if (!('value' in outcome)) return undefined;
  const token = valueAt(outcome.value, '/token') ?? valueAt(outcome.value, '/access_token');
  return typeof token === 'string' && TOKEN.test(token) ? token : undefined;
}
