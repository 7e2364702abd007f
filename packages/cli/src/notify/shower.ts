import { createRedactor } from '@provkit/http';
import { secretsFrom } from '../env.ts';
import type { Ports } from '../ports.ts';

/** What makes a text of others fit to be seen: no secret (T18), nothing that a terminal obeys (T16). */
export async function shower({ env }: Pick<Ports, 'env'>): Promise<(text: string) => string> {
  const { printable } = await import('@provkit/text');
  const redactor = createRedactor(secretsFrom(env));
  return (text) => printable(redactor.redact(text));
}
