import { CATALOG } from '../catalog.ts';
import type { Figure, Figures } from '../figure.ts';
import { basisOf, headlineOf, quantity, wanted } from '../format/quantity.ts';
import type { TargetResult } from '../judge-targets.ts';
import { OWNERS, type Statistic } from '../targets.ts';
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

/** Every figure as a card: the number, what it stands on, and its target. */
export function cards({ figures }: Figures, results: readonly TargetResult[]): Html {
  const groups = AREAS.map(({ title, prefixes }) => {
    const items = figures
      .filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)))
      .map((figure) =>
        card(
          figure,
          results.find(({ target }) => target.metric === figure.name),
        ),
      );
    return html`<section class="area"><h3>${title}</h3><ul class="cards">${items}</ul></section>\n`;
  });
  return html`${groups}`;
}

function card(figure: Figure, result: TargetResult | undefined): Html {
  const { statistic, value } = result
    ? { statistic: result.target.statistic, value: result.value }
    : headlineOf(figure);
  const title = CATALOG.find(({ name }) => name === figure.name)?.title ?? figure.name;
  return html`
<li class="card ${result?.status ?? 'plain'}"><h4>${title}</h4>
<p class="number">${quantity(value, figure)}</p>
<p class="basis">${basis(figure, statistic, result)}</p>
<p class="goal">${goal(figure, result)}<span>${OWNERS[figure.name]}</span></p></li>`;
}

/** What the number is, what it stands on, and what is beside it. */
function basis(figure: Figure, statistic: Statistic, result: TargetResult | undefined): string {
  const labels = Object.values(result?.target.labels ?? {});
  const whole =
    figure.kind === 'count' && labels.length > 0 ? `of ${figure.total.value}` : basisOf(figure);
  const what = [...labels, ...(statistic === 'value' ? [] : [`${statistic} of`]), whole].join(' ');
  const beside = Object.entries(figure.companions)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name.replaceAll('_', ' ')}`);
  const revised = figure.status === 'revised' ? ['revised'] : [];
  return [what, ...beside, ...revised].filter((text) => text !== '').join(' · ');
}

function goal(figure: Figure, result: TargetResult | undefined): Html {
  if (!result) return html`<span class="badge plain">no target</span>`;
  return html`<span class="badge ${result.status}">${MARKS[result.status]}</span><span>${wanted(result.target, figure)}</span>`;
}
