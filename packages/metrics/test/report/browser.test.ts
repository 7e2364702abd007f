import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMetricsCollector } from '@provkit/metrics';
import { toHtml } from '@provkit/metrics/report';
import type { AxeResults } from 'axe-core';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { busyMonth } from './busy-month.ts';

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (!CHROMIUM)
  console.warn('SKIPPED: the report in a browser, for there is no Chromium (CHROMIUM names one)');

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

type View = readonly [
  name: string,
  viewport: { readonly width: number; readonly height: number },
  colours: 'light' | 'dark',
];

const VIEWS: readonly View[] = [
  ['light', { width: 1280, height: 900 }, 'light'],
  ['dark', { width: 1280, height: 900 }, 'dark'],
  ['phone', { width: 360, height: 740 }, 'light'],
  ['dark phone', { width: 360, height: 740 }, 'dark'],
];

/** A page in Chromium, which may not reach anything; and where screenshots go, if they are wanted. */
async function inBrowser<T>(
  [name, viewport, colorScheme]: View,
  look: (page: import('playwright-core').Page) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-report-'));
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  try {
    const collector = createMetricsCollector({ asOf: new Date('2026-10-29T00:00:00.000Z') });
    for (const event of busyMonth()) collector.add(event);
    const input = { figures: collector.figures(), details: collector.details() };
    const file = join(folder, 'report.html');
    await writeFile(file, await toHtml({ ...input, title: 'acme/widgets' }));
    // our policy would keep axe out, and is what the other test looks at
    const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const shots = process.env.PROVKIT_SCREENSHOTS;
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
    return await look(page);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

describe.skipIf(!CHROMIUM)('the report in Chromium', () => {
  it.each(VIEWS)('%s: axe finds nothing against it, with its tables open', async (...view) => {
    const violations = await inBrowser(view, async (page) => {
      await page.evaluate(
        "for (const one of document.querySelectorAll('details')) one.open = true",
      );
      await page.addScriptTag({ path: AXE });
      const results = (await page.evaluate('axe.run()')) as AxeResults;
      expect(results.passes.length).toBeGreaterThan(15);
      return results.violations.map(({ id, nodes }) => [
        id,
        nodes.slice(0, 3).map(({ html, failureSummary }) => [html, failureSummary]),
      ]);
    });
    expect(violations).toEqual([]);
  });

  it.each(VIEWS)('%s: nothing is wider than the screen', async (...view) => {
    const [width, inner] = await inBrowser(view, (page) =>
      page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]'),
    );
    expect(width).toBe(inner);
  });

  it('on paper the tables are there, and the page is light', async () => {
    const [height, background] = await inBrowser(
      ['print', { width: 1280, height: 900 }, 'dark'],
      async (page) => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        return page.evaluate<[number, string]>(
          "[document.querySelector('details table').getBoundingClientRect().height, getComputedStyle(document.body).backgroundColor]",
        );
      },
    );
    expect(height).toBeGreaterThan(100);
    expect(background).toBe('rgb(255, 255, 255)');
  });
});
