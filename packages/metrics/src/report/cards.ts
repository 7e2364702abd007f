import { CATALOG } from '../catalog.ts';
import type { Figure, Figures, Labels } from '../figure.ts';
import {
  basisOf,
  headlineOf,
  heldAgainst,
  labelWords,
  quantity,
  wanted,
} from '../format/quantity.ts';
import { partOf, type TargetResult } from '../judge-targets.ts';
import { OWNERS, type Target } from '../targets.ts';
import { type Html, html } from './html.ts';

const MARKS = { met: '✓ met', missed: '✕ missed', no_data: 'no data' } as const;

/** How the figures are grouped, by how their names begin. */
const AREAS = [
  { title: 'Validation', prefixes: ['security_ci.', 'artifact_'] },
  { title: 'Notification', prefixes: ['notify.'] },
  { title: 'Reruns', prefixes: ['rerun.'] },
  { title: 'Recovery', prefixes: ['recovery.'] },
  { title: 'Operation and governance', prefixes: ['metrics.', 'governance.'] },
] as const;

/** Which number of a figure a card shows. */
type Shown = Pick<Target, 'statistic' | 'labels'>;

/** Every figure as a card: the number, what it stands on, and its target. */
export function cards({ figures }: Figures, results: readonly TargetResult[]): Html {
  const groups = AREAS.map(({ title, prefixes }) => {
    const items = figures
      .filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)))
      .map((figure) =>
        card(
          figure,
          results.filter(({ target }) => target.metric === figure.name),
        ),
      );
    return html`<section class="area"><h3>${title}</h3><ul class="cards">${items}</ul></section>\n`;
  });
  return html`${groups}`;
}

/** Shows what a target that was missed is held against, else the first one. */
function card(figure: Figure, results: readonly TargetResult[]): Html {
  const worst = results.find(({ status }) => status === 'missed') ?? results[0];
  const headline = headlineOf(figure);
  const shown = worst?.target ?? { statistic: headline.statistic };
  const title = CATALOG.find(({ name }) => name === figure.name)?.title ?? figure.name;
  return html`
<li class="card ${worst?.status ?? 'plain'}"><h4>${title}</h4>
<p class="number">${quantity(worst ? worst.value : headline.value, figure)}</p>
<p class="basis">${basis(figure, shown)}</p>
<div class="goals">${results.length === 0 && noGoal(figure)}${results.map((result) => goal(figure, result, shown))}</div></li>`;
}

/** What the number is, what it stands on, and what is beside it. */
function basis(figure: Figure, { statistic, labels }: Shown): string {
  const what = [
    labels ? labelWords(labels) : '',
    `${statistic === 'value' ? '' : `${statistic} of `}${wholeOf(figure, labels)}`,
  ]
    .filter((text) => text !== '')
    .join(', ');
  const beside = Object.entries(figure.companions)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name.replaceAll('_', ' ')}`);
  const revised = figure.status === 'revised' ? ['revised'] : [];
  return [what, ...beside, ...revised].filter((text) => text !== '').join(' · ');
}

/** Of a part of a count the whole; else what the part itself stands on. */
function wholeOf(figure: Figure, labels: Labels | undefined): string {
  if (!labels) return basisOf(figure);
  if (figure.kind === 'gauge') return '';
  if (figure.kind === 'count') return `of ${figure.total.value}`;
  const part = partOf(figure, labels);
  return part ? basisOf({ ...figure, total: part } as Figure) : 'no data'; // the part is of the same kind
}

function noGoal({ name }: Figure): Html {
  return html`<p class="goal"><span class="badge plain">no target</span><span>${OWNERS[name]}</span></p>`;
}

function goal(figure: Figure, result: TargetResult, shown: Shown): Html {
  const { target, status } = result;
  return html`<p class="goal"><span class="badge ${status}">${MARKS[status]}</span><span>${wanted(target, figure)}${heldAgainst(result, figure, shown)}</span><span>${target.owner}</span></p>`;
}
