import { createHash } from 'node:crypto';
import { computeMetrics, createMetricsCollector, type Event } from '@provkit/metrics';
import { type ReportInput, toHtml } from '@provkit/metrics/report';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { corrects, FAIL, HOUR, happens } from '../story.ts';
import { busyMonth } from './busy-month.ts';

const asOf = new Date('2026-10-29T00:00:00.000Z');

function inputOf(events: Iterable<Event>): ReportInput {
  const collector = createMetricsCollector({ asOf });
  for (const event of events) collector.add(event);
  return { figures: collector.figures(), details: collector.details() };
}

type Node = DefaultTreeAdapterTypes.Node;

function nodesOf(node: Node): Node[] {
  return 'childNodes' in node ? [node, ...node.childNodes.flatMap(nodesOf)] : [node];
}

/** Elements and the names of their attributes, in order: what text can never change. */
function skeletonOf(page: string): string {
  return nodesOf(parse(page))
    .map((node) =>
      'tagName' in node
        ? `${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`
        : node.nodeName === '#comment'
          ? 'comment'
          : '',
    )
    .filter((line) => line !== '')
    .join('\n');
}

describe('toHtml', () => {
  it('is one file: it loads nothing, runs nothing, and its policy lets nothing in but its own style', async () => {
    const page = await toHtml(inputOf(busyMonth()));
    const nodes = nodesOf(parse(page)).filter((node) => 'tagName' in node);
    const names = new Set(nodes.map(({ tagName }) => tagName));
    for (const name of [
      'script',
      'link',
      'img',
      'iframe',
      'object',
      'form',
      'a',
      'image',
      'use',
      'foreignObject',
    ]) {
      expect(names).not.toContain(name);
    }
    const attributes = new Set(nodes.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    for (const name of ['src', 'href', 'style', 'xlink:href', 'srcset'])
      expect(attributes).not.toContain(name);
    const [style, ...others] = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)];
    expect(others).toEqual([]);
    const hash = createHash('sha256')
      .update(style?.[1] ?? '')
      .digest('base64');
    const policies = nodes
      .flatMap(({ attrs }) => attrs)
      .filter(({ value }) => value.startsWith('default-src'));
    expect(policies.map(({ value }) => value)).toEqual([
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    ]);
    expect(style?.[1]).not.toMatch(/url\(|@import/);
  });

  it('gives the same bytes for the same input, in whatever order the events came', async () => {
    const page = await toHtml(inputOf(busyMonth()));
    expect(await toHtml(inputOf(busyMonth().reverse()))).toBe(page);
  });

  it('has the six charts, each with a title, a sentence, a drawing for each width, and a table', async () => {
    const page = await toHtml(inputOf(busyMonth()));
    const figures = page
      .split('<figure')
      .slice(1)
      .map((part) => part.split('</figure>')[0] ?? '');
    expect(figures.map((figure) => /<h3 id="([^"]+)"/.exec(figure)?.[1])).toEqual([
      'pass-rate',
      'open-failures',
      'time-to-resolution',
      'notification-ladder',
      'lock-waits',
      'governance-ages',
    ]);
    for (const figure of figures) {
      expect(figure).toMatch(/<figcaption><h3[\s\S]*<p>[^<]{20,}<\/p><\/figcaption>/);
      const drawings = figure.match(/<svg aria-label="[^"]+" role="img"/g) ?? [];
      expect(drawings.length).toBeGreaterThanOrEqual(2);
      expect(figure).toContain('<details><summary>Table: ');
    }
  });

  it('says so where there are no data, in every chart', async () => {
    const page = await toHtml(inputOf([]));
    expect(page.match(/No data in this window\./g)).toHaveLength(5);
    expect(page).toContain('No release is known to be broken.');
    expect(page).not.toContain('NaN');
    expect(page).not.toContain('undefined');
  });

  it('marks what was revised after it was final', async () => {
    const event = happens('lock.waited', HOUR, { wait_ms: 1000 });
    const late = corrects(event, { wait_ms: 2000 }, 33 * 24 * HOUR);
    const window = { from: new Date('2026-10-01'), to: new Date('2026-10-29') };
    const figures = computeMetrics([event, late], { window, asOf: new Date('2026-11-20') });
    const page = await toHtml({ figures, details: inputOf([]).details });
    // the correction is also an event that was to be ingested
    expect(page).toContain('final, 2 revised');
  });

  it('T16: no text from an event becomes an element, an attribute or a comment', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '"><script>alert(1)</script>',
        "' onload=alert(1) x='",
        '</style><script>1</script>',
        '<!-- ',
        '--><svg/onload=1>',
        ']]>',
        '&lt;&#60;script&gt;',
        '\u202egnp.exe',
        '</text></svg><img src=x onerror=1>',
        '\u0000\ud800',
      ),
    );
    const page = (text: string) => {
      const base = inputOf([happens('validation.completed', HOUR, FAIL)]);
      const [failure] = base.details.openFailures;
      if (!failure) throw new Error('no failure');
      const details: ReportInput['details'] = {
        ...base.details,
        openFailures: [
          {
            ...failure,
            tag: text,
            failure_reason: text,
            class: text,
            state: text,
            run_id: text,
            repository: text,
          },
        ],
        resolutions: [
          { closed_at: '2026-10-05T00:00:00.000Z', seconds: 60, class: text, tag: text },
        ],
      };
      const figures = base.figures.figures.map((figure) =>
        figure.kind === 'gauge'
          ? { ...figure, note: text, series: [{ labels: { token: text }, value: { value: 100 } }] }
          : figure,
      );
      return toHtml({ figures: { ...base.figures, figures }, details, title: `x${text}` });
    };
    const expected = skeletonOf(await page('benign'));
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const html = await page(`x${text}`);
        expect(skeletonOf(html)).toBe(expected);
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
      }),
      { numRuns: 60 },
    );
  });
});
