import { CATALOG } from '../catalog.ts';
import type { Figure, Figures } from '../figure.ts';
import { basisOf, headlineOf, heldAgainst, quantity, wanted } from '../format/quantity.ts';
import type { TargetResult } from '../judge-targets.ts';
import { OWNERS } from '../targets.ts';
import { type Html, html } from './html.ts';

const WORDS = { met: '✓ met', missed: '✕ missed', no_data: 'no data' } as const;

const HEAD = ['metric', 'value', 'by label', 'beside it', 'target, owner'] as const;

/** Everything that was computed, for whoever wants to check it. */
export function figureTable({ figures }: Figures, results: readonly TargetResult[]): Html {
  const rows = figures.map((figure) =>
    row(
      figure,
      results.filter(({ target }) => target.metric === figure.name),
    ),
  );
  return html`<div class="all" tabindex="0" role="region" aria-label="All figures"><table role="table">
<thead role="rowgroup"><tr role="row">${HEAD.map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows}</tbody></table></div>`;
}

function row(figure: Figure, results: readonly TargetResult[]): Html {
  const title = CATALOG.find(({ name }) => name === figure.name)?.title ?? figure.name;
  const cells = [
    html`${values(figure)}<br><span class="muted">${basisOf(figure)}</span>`,
    series(figure),
    companions(figure),
    targets(figure, results),
  ];
  return html`<tr role="row"><th scope="row" role="rowheader"><span class="mono">${figure.name}</span><br><span class="muted">${title}</span></th>
${cells.map((cell, index) => html`<td role="cell" data-label="${HEAD[index + 1]}">${cell}</td>`)}</tr>
`;
}

function targets(figure: Figure, results: readonly TargetResult[]): Html {
  if (results.length === 0) return html`–<br><span class="muted">${OWNERS[figure.name]}</span>`;
  const beside = { statistic: headlineOf(figure).statistic };
  const all = results.map(
    (result, index) =>
      html`${index > 0 && html`<br>`}${wanted(result.target, figure)}${heldAgainst(result, figure, beside)}<br>${WORDS[result.status]}<br><span class="muted">${result.target.owner}</span>`,
  );
  return html`${all}`;
}

function values(figure: Figure): Html {
  const revised = figure.status === 'revised' && html`<br>revised`;
  const note = figure.note !== undefined && html`<span class="note muted">${figure.note}</span>`;
  if (figure.kind !== 'duration') {
    return html`${quantity(figure.total.value, figure)}${revised}${note}`;
  }
  const { p50, p95, max } = figure.total;
  const lines = Object.entries({ p50, p95, max }).map(
    ([name, value], index) => html`${index > 0 && html`<br>`}${name} ${quantity(value, figure)}`,
  );
  return html`${lines}${revised}${note}`;
}

const MOST_SERIES = 40;

function series(figure: Figure): Html {
  const all: readonly { readonly labels: object; readonly value: object }[] = figure.series;
  const lines = all.slice(0, MOST_SERIES).map(({ labels, value }) => {
    const shown = new Map<string, unknown>(Object.entries(value));
    const text = shown.has('count')
      ? `${String(shown.get('count'))} ×, p95 ${quantity(shown.get('p95') as number | null, figure)}`
      : shown.has('denominator')
        ? `${String(shown.get('numerator'))} of ${String(shown.get('denominator'))}`
        : quantity(shown.get('value') as number | null, figure);
    return html`<span class="mono">${Object.values(labels).join(' ')}</span> ${text}<br>`;
  });
  const rest = all.length - MOST_SERIES;
  return html`${lines}${rest > 0 && `and ${rest} more`}`;
}

function companions({ companions: beside }: Figure): Html {
  const lines = Object.entries(beside).map(
    ([name, count]) => html`${name.replaceAll('_', ' ')} ${count}<br>`,
  );
  return html`${lines}`;
}
