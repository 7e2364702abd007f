import { prose } from '@provkit/text';
import type { AgreementRow, CheckResult } from '../checks/check-result.ts';
import { countRows, isDisagreement } from './agreement-text.ts';
import type { Breach } from './breach.ts';
import { htmlCode } from './html-code.ts';

// Tables are HTML and not Markdown's: there a bar in evidence would end the cell, and renderers differ in how it is
// escaped. A block of HTML ends at a blank line, so there is none in any of these.

/** One sign a status. */
export const SIGNS = {
  pass: '✅',
  fail: '❌',
  inconclusive: '❓',
  skipped: '⚪',
  not_applicable: '➖',
} as const satisfies Record<CheckResult['status'], string>;

/** One sign an outcome. */
const OUTCOMES = {
  equal: '✅',
  different: '❌',
  absent: '❌',
  not_applicable: '➖',
} as const satisfies Record<AgreementRow['outcome'], string>;

/** Label and value, one a row. Labels are ours, values are evidence. */
export function factTable(facts: readonly (readonly [string, string])[]): string {
  return table(
    facts.map(
      ([label, value]) => `<tr><th align="left">${label}</th><td>${htmlCode(value)}</td></tr>`,
    ),
  );
}

/** The breaches of one attestation: expected above found, so that the eye can compare them, then what to do. */
export function breachTable(breaches: readonly Breach[]): string {
  return table(breaches.flatMap(breachRows));
}

function breachRows({ check, status, ...breach }: Breach): readonly string[] {
  const { title, message, expected, actual, pointer, hint, spec } = breach;
  const name = check === undefined ? '' : `${check}: `;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['should&nbsp;hold', `${title} (${htmlCode(spec)})`],
    ['expected', htmlCode(expected)],
    ['found', htmlCode(actual)],
    ['where', pointer === undefined ? undefined : htmlCode(pointer)],
    ['to&nbsp;do', prose(hint, htmlCode)],
  ];
  return [
    `<tr><th align="left" colspan="2">${SIGNS[status]} ${name}${prose(message, htmlCode)}</th></tr>`,
    ...rows.flatMap(([label, value]) =>
      value === undefined ? [] : [`<tr><td align="right">${label}</td><td>${value}</td></tr>`],
    ),
  ];
}

/** Every check with what it says; those that did not run share a row. */
export function checkDetails(checks: readonly CheckResult[]): string {
  const ran = checks.filter(({ status }) => status !== 'skipped');
  const skipped = checks.filter(({ status }) => status === 'skipped');
  const rows = ran.map(({ id, status, message, warnings = [] }) => {
    const odd = warnings.map((warning) => `<br>⚠️ ${prose(warning, htmlCode)}`).join('');
    return `<tr><td>${SIGNS[status]}</td><td>${nowrap(id)}</td><td>${prose(message, htmlCode)}${odd}</td></tr>`;
  });
  const rest =
    skipped.length === 0
      ? []
      : [
          `<tr><td>${SIGNS.skipped}</td><td colspan="2">not run: ${skipped.map(({ id }) => id).join(', ')}</td></tr>`,
        ];
  return details(`All checks: ${countChecks(checks)}`, table([...rows, ...rest]));
}

/** The agreement of certificate and predicate (spec.md 1.8), pairs that do not agree first; empty when none was compared. */
export function agreementDetails(rows: readonly AgreementRow[]): readonly string[] {
  if (rows.length === 0) return [];
  const sorted = [...rows.filter(isDisagreement), ...rows.filter((row) => !isDisagreement(row))];
  const body = sorted.map(
    ({ name, claim, pointer, certified, stated, outcome }) =>
      `<tr><td>${OUTCOMES[outcome]}</td><td>${prose(name, htmlCode)}</td><td>${side(certified, claim)}<br>${side(stated, pointer)}</td></tr>`,
  );
  const summary = `Agreement of certificate and predicate: ${countRows(rows)}`;
  return [details(summary, table(body), rows.some(isDisagreement))];
}

function side(value: string | undefined, place: string): string {
  return `${value === undefined ? '(absent)' : htmlCode(value)} in ${prose(place, htmlCode)}`;
}

/** Ids are words with hyphens, at which a narrow column would break them. */
function nowrap(id: string): string {
  return id.replaceAll('-', '&#8209;');
}

function countChecks(checks: readonly CheckResult[]): string {
  const names = {
    pass: 'hold',
    fail: 'do not hold',
    inconclusive: 'could not be decided',
    not_applicable: 'had nothing to judge',
    skipped: 'did not run',
  } as const satisfies Record<CheckResult['status'], string>;
  return Object.entries(names)
    .map(
      ([status, name]) => [checks.filter((check) => check.status === status).length, name] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(', ');
}

/** A part that is opened by a click; `summary` is HTML. */
export function details(summary: string, content: string, isOpen = false): string {
  return `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n${content}\n</details>`;
}

function table(rows: readonly string[]): string {
  return `<table>\n${rows.join('\n')}\n</table>`;
}
