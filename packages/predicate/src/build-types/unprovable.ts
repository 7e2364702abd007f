import { pointerOf, valueAt } from '@provkit/json';
import { shown } from '../shown.ts';
import type { Statement } from '../statement/schemas.ts';
import type { AgreedRow } from './agreement.ts';
import type { BuildType } from './build-type.ts';
import { NO_CLAIM } from './row-places.ts';

/**
 * What the predicate claims although nobody can prove it, a row each: the signer writes it, and no certificate backs it
 * (spec.md 1.9 C; slsa-verifier calls these the non-verifiable claims).
 */
export function unprovenClaims(
  statement: Statement,
  { unprovable = {} }: BuildType,
): readonly AgreedRow[] {
  const { absent = [], empty = [], notTrue = [], closed = [] } = unprovable;
  const at = (pointer: string) => valueAt(statement, pointer);
  return [
    ...absent.filter((pointer) => !isAbsent(at(pointer))),
    ...empty.filter((pointer) => !isEmpty(at(pointer))),
    ...notTrue.filter((pointer) => !isAbsent(at(pointer)) && at(pointer) !== false),
    ...closed.flatMap(({ at: pointer, members }) => strangers(at(pointer), members, pointer)),
  ].map((pointer) => ({
    item: 'other',
    name: 'a claim that nothing proves',
    claim: NO_CLAIM,
    pointer,
    outcome: 'different',
    stated: shown(JSON.stringify(at(pointer))),
  }));
}

/** Unset, null and empty mean the same to in-toto (attestation spec/v1, "Parsing rules"). */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isEmpty(value: unknown): boolean {
  return (
    isAbsent(value) ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}

/** Pointers of the members beyond those that are known; of what is no object, although it should be one, its own. */
function strangers(value: unknown, members: readonly string[], pointer: string): readonly string[] {
  if (isAbsent(value)) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [pointer];
  return Object.keys(value)
    .filter((name) => !members.includes(name))
    .map((name) => `${pointer}${pointerOf([name])}`);
}
