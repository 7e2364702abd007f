import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILD_TYPES, type BuildType, type Rule } from '@provkit/predicate/build-types';

/** Where the generated part of the page begins and ends. */
const BEGIN = '<!-- generated from packages/predicate/src/build-types: npm run generate -->';
const END = '<!-- end of what is generated -->';

/** A page with the tables of the known build types between its marks; the rest is written by hand. */
export async function buildTypesDoc(file: string): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '..', '..', '..', file), 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`${file} lacks the marks of what is generated`);
  const generated = [overview(BUILD_TYPES), ...BUILD_TYPES.map(section)].join('\n\n');
  return `${page.slice(0, begin)}${BEGIN}\n\n${generated}\n\n${page.slice(end)}`;
}

function overview(types: readonly BuildType[]): string {
  const rows = types.map((type) => [
    `[${type.title}](#${anchor(type.title)})`,
    [type.uri, ...(type.otherUris ?? [])].map(code).join('<br>'),
    type.predicateType.replace(/.*\//, ''),
    String(type.maxLevel),
    (type.signers ?? []).map((url) => code(url.replace(/.*\//, ''))).join('<br>') || 'any workflow',
  ]);
  return table(['build type', '`buildType`', 'provenance', 'level', 'signed by'], rows);
}

function section({ title, agreement, withoutRow = {} }: BuildType): string {
  const reasons = Object.entries(withoutRow).map(
    ([item, reason]) => `No row for ${item}: ${reason}.`,
  );
  return [
    `### ${title}`,
    table(['row', 'predicate', 'certificate', 'required'], agreement.map(ruleRow)),
    ...(reasons.length === 0 ? [] : [reasons.join(' ')]),
  ].join('\n\n');
}

function ruleRow({
  name,
  statement,
  certificate,
  matches = [],
  required,
}: Rule): readonly string[] {
  const forms = matches.map((form) => `of the form ${code(form)}`);
  const words = (certificate ?? []).map(code);
  return [name, code(statement), [...words, ...forms].join('<br>or '), required ? 'yes' : ''];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A code span inside a table, where a bar would end the cell. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** The anchor that GitHub gives a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
