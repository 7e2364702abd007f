import type { Claims } from '../certificate/claims.ts';
import type { Statement } from '../statement/schemas.ts';

/** What a certificate authority and a builder say of a build: claims and statement. */
export interface World {
  readonly claims: Claims;
  readonly statement: Statement;
}

/**
 * The world in which every text is another one, in claims and statement alike, so that the two still agree: what GitHub
 * and an honest builder would have said, had it been so. Pure.
 */
export function rewrite({ claims, statement }: World, change: (text: string) => string): World {
  return {
    claims: rewriteValue(claims, change),
    statement: rewriteValue(statement, change),
  };
}

function rewriteValue<T>(value: T, change: (text: string) => string): T {
  return rewriteJson(value, change) as T; // same shape, other texts
}

function rewriteJson(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((member) => rewriteJson(member, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, rewriteJson(member, change)]),
  );
}
