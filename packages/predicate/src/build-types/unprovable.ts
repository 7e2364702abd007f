import { pointerOf, valueAt } from '@provkit/json';
import type { Statement } from '../statement/schemas.ts';
import type { AgreedRow } from './agreement.ts';
import type { BuildType } from './build-type.ts';

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
    ...notTrue.filter((pointer) => at(pointer) === true),
    ...closed.flatMap(({ at: pointer, members }) =>
      strangers(at(pointer), members).map((name) => `${pointer}${pointerOf([name])}`),
    ),
  ].map((pointer) => ({
    item: 'other',
    name: 'a claim that nothing proves',
    claim: 'no claim of the certificate',
    pointer,
    outcome: 'different',
    stated: JSON.stringify(at(pointer)) ?? '',
  }));
}

/** Unset and null mean the same to in-toto. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isEmpty(value: unknown): boolean {
  return (
    isAbsent(value) ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}

/** Members beyond those that are known; of anything but an object there are none, and its shape is another's to judge. */
function strangers(value: unknown, members: readonly string[]): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).filter((name) => !members.includes(name));
}
