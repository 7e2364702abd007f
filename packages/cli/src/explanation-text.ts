import { CATALOG, CHECK_IDS, CLASS_GUIDES } from '@provkit/predicate/guide';
import type { CheckExplanation, ReasonExplanation } from './explanation.ts';
import { REASONS } from './map/reasons.ts';

const WIDTH = 96;
const LABEL_WIDTH = 14;

/** Every reason by class and every check, a line each. Pure. */
export function listText(): string {
  const classes = Object.entries(CLASS_GUIDES).flatMap(([kind, { meaning }]) => [
    `${kind}: ${meaning}`,
    ...Object.entries(REASONS)
      .filter(([, reason]) => reason.class === kind)
      .flatMap(([name, reason]) => entry(name, reason.meaning)),
    '',
  ]);
  return lines([
    'Failure reasons, by class',
    '',
    ...classes,
    'Checks, in their order: what holds when they pass',
    ...CHECK_IDS.flatMap((id) => entry(id, CATALOG[id].title)),
    '',
    'provkit explain NAME says more.',
  ]);
}

/** A reason for people. Pure. */
export function reasonText(reason: ReasonExplanation): string {
  const { name, class: kind, meaning, checks, causes, fix, rerun } = reason;
  const givers = checks.map(({ name: id, spec, title }) => `${id} (${spec}): ${title}`);
  return lines([
    `${name} (${kind}: ${CLASS_GUIDES[kind].meaning})`,
    '',
    ...wrap(meaning, '  ', '  '),
    '',
    ...section(
      'given by',
      givers.length === 0 ? ['no check: it is found before them'] : givers,
      '- ',
    ),
    ...section('usual causes', causes, '- '),
    ...section(
      'what to do',
      fix.map((step, index) => `${index + 1}. ${step}`),
    ),
    ...section('run again?', [rerun]),
  ]);
}

/** A check for people. Pure. */
export function checkText({ name, spec, title, why, reason, hint }: CheckExplanation): string {
  return lines([
    `${name} (${spec}): ${title}`,
    '',
    ...wrap(why, '  ', '  '),
    '',
    ...section('when it fails', [`${reason}, unless it names a more exact reason`]),
    ...section('what to do', [hint]),
    '',
    `provkit explain ${reason} says more.`,
  ]);
}

function entry(name: string, text: string): readonly string[] {
  const indent = ' '.repeat(30);
  return wrap(text, `  ${name}`.padEnd(30), indent);
}

function section(label: string, items: readonly string[], bullet = ''): readonly string[] {
  const indent = ' '.repeat(LABEL_WIDTH + 2);
  return items.flatMap((item, index) =>
    wrap(
      `${bullet}${item}`,
      index === 0 ? `  ${label}`.padEnd(LABEL_WIDTH + 2) : indent,
      indent + ' '.repeat(hanging(`${bullet}${item}`)),
    ),
  );
}

/** How far the further lines of `- text` and `1. text` stand in. */
function hanging(item: string): number {
  return /^(?:- |\d+\. )/.exec(item)?.[0].length ?? 0;
}

/** Lines of at most `WIDTH`, broken at spaces. */
function wrap(text: string, first: string, rest: string): readonly string[] {
  const done: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      done.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...done, line];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
