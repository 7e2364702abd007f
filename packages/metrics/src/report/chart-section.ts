import type { Chart, ChartTable } from './charts/chart.ts';
import { type Html, html, trustedHtml } from './html.ts';
import type { Drawing } from './plot.ts';

/** In px: a column of the page, its whole width, and a phone. */
const WIDTHS = { column: 500, page: 1020, phone: 330 } as const;

/** A chart with its title, a sentence on what it shows, and its data as a table. */
export function chartSection(chart: Chart, drawing: Drawing, isWide: boolean): Html {
  const { id, title, summary, legend, plots, table, nothing = 'No data in this window.' } = chart;
  const width = isWide ? WIDTHS.page : WIDTHS.column;
  const drawn = plots.map((plot) => {
    const at = (px: number) =>
      trustedHtml(drawing.draw(plot.options(px, drawing.Plot), `${title}: ${plot.title}`));
    return html`<div class="plot"><h4>${plot.title}</h4>
<div class="regular">${at(width)}</div><div class="narrow">${at(WIDTHS.phone)}</div></div>`;
  });
  return html`<figure${isWide && trustedHtml(' class="wide"')} aria-labelledby="${id}">
<figcaption><h3 id="${id}">${title}</h3><p>${summary}</p></figcaption>
${plots.length > 0 && html`<ul class="legend">${legend.map(legendItem)}</ul>`}
${plots.length > 0 ? drawn : nothing !== '' && html`<p class="nothing">${nothing}</p>`}
${table.rows.length > 0 && html`<details><summary>Table: ${title.toLowerCase()}</summary>${tableOf(title, table)}</details>`}
</figure>
`;
}

function legendItem({ kind, label }: Chart['legend'][number]): Html {
  return html`<li><span class="key ${kind}"></span>${label}</li>`;
}

function tableOf(title: string, { head, rows }: ChartTable): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${title}"><table>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(([first = '', ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>`;
}
