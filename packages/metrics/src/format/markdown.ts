import { printable } from '@provkit/text';
import { CATALOG } from '../catalog.ts';
import type { Figure, Figures } from '../figure.ts';
import type { TargetResult } from '../judge-targets.ts';
import {
  basisOf,
  finalityOf,
  headlineOf,
  heldAgainst,
  minute,
  quantity,
  wanted,
} from './quantity.ts';

/** Where each metric is explained. */
const DOCS = 'https://github.com/provkit/provkit/blob/main/docs/metrics.md';

const MARKS = { met: '✅', missed: '❌', no_data: '–' } as const;

/** The figures as a Markdown table, for the step summary of a workflow. Pure. */
export function toMarkdown(document: Figures, targets: readonly TargetResult[] = []): string {
  const { from, to, as_of, figures } = document;
  const notes = figures.flatMap(({ name, note }) =>
    note === undefined ? [] : [`- \`${name}\`: ${note}`],
  );
  return [
    `**Release metrics${verdictOf(targets)}**`,
    '',
    `${minute(from)} to ${minute(to)}, as of ${minute(as_of)} UTC; ${finalityOf(document)}`,
    '',
    '| | metric | | basis | beside it | target | owner |',
    '|---|---|---:|---:|---|---|---|',
    ...figures.map((figure) =>
      row(
        figure,
        targets.filter(({ target }) => target.metric === figure.name),
      ),
    ),
    '',
    ...(notes.length > 0 ? [...notes, ''] : []),
  ].join('\n');
}

/** Without data a target was neither met nor missed: that is said, and never called met. */
function verdictOf(results: readonly TargetResult[]): string {
  if (results.length === 0) return '';
  const count = (status: TargetResult['status']) =>
    results.filter((result) => result.status === status).length;
  if (count('missed') > 0) return `: ${count('missed')} missed`;
  const silent = count('no_data');
  return silent === 0 ? ': every target met' : `: ${count('met')} met, ${silent} without data`;
}

function row(figure: Figure, results: readonly TargetResult[]): string {
  const { statistic, value } = headlineOf(figure);
  const title = CATALOG.find(({ name }) => name === figure.name)?.title ?? figure.name;
  const revised = figure.status === 'revised' ? ' (revised)' : '';
  const beside = Object.entries(figure.companions).filter(([, count]) => count > 0);
  const cells = [
    results.map(({ status }) => MARKS[status]).join('<br>'),
    `[\`${figure.name}\`](${DOCS}#${anchorOf(figure.name)})<br>${title}`,
    `${statistic === 'value' ? '' : `${statistic} `}${quantity(value, figure)}${revised}`,
    basisOf(figure),
    beside.map(([name, count]) => `${count} ${name.replaceAll('_', ' ')}`).join(', '),
    results
      .map((result) => {
        const text = wanted(result.target, figure, escaped);
        return text + heldAgainst(result, figure, { statistic });
      })
      .join('<br>'),
    results.map(({ target }) => escaped(target.owner)).join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Text from a file of targets: no character of it is Markdown, and each of them shows (T16). */
function escaped(text: string): string {
  return printable(text).replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** How GitHub makes an anchor of a heading: dots go. */
function anchorOf(name: string): string {
  return name.replaceAll('.', '');
}
