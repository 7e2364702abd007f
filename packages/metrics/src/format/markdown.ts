import { CATALOG } from '../catalog.ts';
import type { Figure, Figures } from '../figure.ts';
import type { TargetResult } from '../judge-targets.ts';
import { basisOf, headlineOf, minute, quantity, wanted } from './quantity.ts';

/** Where each metric is explained. */
const DOCS = 'https://github.com/provkit/provkit/blob/main/docs/metrics.md';

const MARKS = { met: '✅', missed: '❌', no_data: '–' } as const;

/** The figures as a Markdown table, for the step summary of a workflow. Pure. */
export function toMarkdown(
  { from, to, as_of, figures }: Figures,
  targets: readonly TargetResult[] = [],
): string {
  const missed = targets.filter(({ status }) => status === 'missed').length;
  const verdict =
    targets.length === 0 ? '' : missed === 0 ? ': every target met' : `: ${missed} missed`;
  const notes = figures.flatMap(({ name, note }) =>
    note === undefined ? [] : [`- \`${name}\`: ${note}`],
  );
  return [
    `**Release metrics${verdict}**`,
    '',
    `${minute(from)} to ${minute(to)} UTC, as of ${minute(as_of)}`,
    '',
    '| | metric | | basis | beside it | target | owner |',
    '|---|---|---:|---:|---|---|---|',
    ...figures.map((figure) =>
      row(
        figure,
        targets.find(({ target }) => target.metric === figure.name),
      ),
    ),
    '',
    ...(notes.length > 0 ? [...notes, ''] : []),
  ].join('\n');
}

function row(figure: Figure, result: TargetResult | undefined): string {
  const { statistic, value } = headlineOf(figure);
  const title = CATALOG.find(({ name }) => name === figure.name)?.title ?? figure.name;
  const revised = figure.status === 'revised' ? ' (revised)' : '';
  const beside = Object.entries(figure.companions).filter(([, count]) => count > 0);
  const cells = [
    result ? MARKS[result.status] : '',
    `[\`${figure.name}\`](${DOCS}#${anchorOf(figure.name)})<br>${title}`,
    `${statistic === 'value' ? '' : `${statistic} `}${quantity(value, figure)}${revised}`,
    basisOf(figure),
    beside.map(([name, count]) => `${count} ${name.replaceAll('_', ' ')}`).join(', '),
    result ? wanted(result.target, figure) : '',
    result ? result.target.owner : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** How GitHub makes an anchor of a heading: dots go. */
function anchorOf(name: string): string {
  return name.replaceAll('.', '');
}
