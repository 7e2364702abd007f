import { type Palette, printable, shorten } from '@provkit/text';
import type { AgreementRow, CheckResult } from '../checks/check-result.ts';

/** UTF-16 units. */
const LONGEST_VALUE = 500;

/** How many pairs have each outcome, for example `8 equal, 2 not applicable`. Pure. */
export function countRows(rows: readonly AgreementRow[]): string {
  const count = (wanted: AgreementRow['outcome']) =>
    rows.filter(({ outcome }) => outcome === wanted).length;
  return [
    [count('equal'), 'equal'],
    [count('different'), 'different'],
    [count('absent'), 'absent'],
    [count('not_applicable'), 'not applicable'],
  ]
    .filter(([number]) => number !== 0)
    .map(([number, name]) => `${number} ${name}`)
    .join(', ');
}

/** Whether a pair does not agree. */
export function isDisagreement({ outcome }: AgreementRow): boolean {
  return outcome === 'different' || outcome === 'absent';
}

/**
 * The agreement of certificate and predicate (spec.md 1.8): each pair that does not agree with both values and places,
 * and how many there are of each kind.
 */
export function agreementLines({ rows = [] }: CheckResult, palette: Palette): readonly string[] {
  if (rows.length === 0) return [];
  const wrong = rows.filter(isDisagreement);
  const width = Math.max(...wrong.flatMap(({ claim, pointer }) => [claim.length, pointer.length]));
  return [
    ...wrong.flatMap((row) => rowLines(row, width, palette)),
    palette.dim(`      pairs: ${countRows(rows)}`),
  ];
}

function rowLines(row: AgreementRow, width: number, { bad }: Palette): readonly string[] {
  const { name, claim, pointer, certified, stated, outcome } = row;
  const line = (place: string, said: string | undefined) =>
    `        ${printable(place).padEnd(width)}  ${said === undefined ? '(absent)' : printable(shorten(said, LONGEST_VALUE))}`;
  return [
    `      ${bad(`≠ ${printable(name)}`)}${outcome === 'absent' ? ', which must be there' : ''}`,
    line(claim, certified),
    line(pointer, stated),
  ];
}
