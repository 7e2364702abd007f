import { expect, test } from 'vitest';
import { githubPage } from '../src/github-page.ts';
import { pages } from '../src/pages.ts';

test('there is a page of everything that people read, and each has words', () => {
  const all = pages();
  expect(all.map(({ name }) => name)).toEqual([
    'issue-security',
    'slack-security',
    'issue-release',
    'slack-release',
    'issue-bare',
    'slack-bare',
    'issue-comments',
    'step-summary',
    'slack-resolved',
    'slack-digest',
  ]);
  for (const { html } of all) expect(html).toMatch(/widgets/);
});

test('code in a title and a coloured quotation are shown as GitHub shows them', () => {
  const html = githubPage({ title: 'a `b` <i>', body: '> [!CAUTION]\n> **Stop.**', labels: ['x'] });
  expect(html).toContain('<h1>a <code>b</code> &lt;i&gt;</h1>');
  expect(html).toContain(
    '<blockquote class="caution"><p><b>CAUTION</b><br>\n<strong>Stop.</strong></p>',
  );
  expect(html).toContain('<span>x</span>');
});
