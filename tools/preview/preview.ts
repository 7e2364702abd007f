// Pictures of what people read of an alert: `npm run preview -- FOLDER` writes PNGs of the Issue, the step summary and the Slack
// messages to FOLDER. Near enough to GitHub and Slack to judge words and layout by. Needs Chromium: CHROMIUM names it where
// it is not /usr/bin/chromium.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { pages } from './src/pages.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder: npm run preview -- FOLDER');
await mkdir(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'], // shows our own text only, often as root in a container
});
try {
  for (const { name, html, width } of pages()) {
    const page = await browser.newPage({
      viewport: { width, height: 400 },
      javaScriptEnabled: false,
    });
    await page.setContent(html);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    await writeFile(join(folder, `${name}.html`), html);
    await page.close();
    console.log(`wrote ${join(folder, `${name}.png`)}`);
  }
} finally {
  await browser.close();
}
