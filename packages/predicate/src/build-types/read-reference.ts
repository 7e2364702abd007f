import { valueAt } from '@provkit/json';
import { claimValue, type DerivedClaim } from '../certificate/claim-value.ts';
import type { Claims } from '../certificate/claims.ts';
import type { Statement } from '../statement/schemas.ts';
import type { SourceMaterial } from './source-material.ts';
import type { Reference } from './template.ts';

/** Where references lead. */
export interface ReferenceScope {
  readonly statement: Statement;
  readonly claims: Claims;
  /** The material that names the source; absent where there is none. */
  readonly source: SourceMaterial | undefined;
}

/** What stands at the place that a reference names. */
export interface Found {
  /** `undefined` where there is nothing. */
  readonly value: unknown;
  /** The value as text, if it is one. */
  readonly text?: string;
}

/**
 * Looks a reference up. Unset, null and the empty string mean the same to in-toto (attestation spec/v1, "Parsing
 * rules"). A number is its decimal text, since run ids are written so (spec.md 1.9 F). Anything else equals no text,
 * whatever it would look like as JSON. Pure.
 */
export function readReference({ source: from, key }: Reference, scope: ReferenceScope): Found {
  if (from === 'claim') {
    const claim = /^[0-9]+$/.test(key) ? Number(key) : (key as DerivedClaim); // by the grammar
    return toFound(claimValue(scope.claims, claim));
  }
  if (from === 'statement') return toFound(valueAt(scope.statement, key));
  return toFound(scope.source && valueAt(scope.source.material, key));
}

function toFound(value: unknown): Found {
  if (value === undefined || value === null || value === '') return { value: undefined };
  if (typeof value === 'string') return { value, text: value };
  return Number.isSafeInteger(value) ? { value, text: String(value) } : { value };
}
