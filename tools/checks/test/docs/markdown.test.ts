import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/docs/markdown.ts';

const targets = (text: string) => parseMarkdown(text).links.map(({ target }) => target);

describe('parseMarkdown', () => {
  it.each([
    ['[a](b.md)', ['b.md']],
    ['![a](b.png "title")', ['b.png']],
    ['[`code`](b.md) and [c](d.md#e)', ['b.md', 'd.md#e']],
    ['[![badge](b.svg)](c.md)', ['b.svg', 'c.md']],
    ['[a](<b.md>)', ['b.md']],
    ['[a]: b.md "title"', ['b.md']],
    ['text `[a](b.md)` text', []],
    ['[a] (b.md)', []],
  ])('finds the links of %s', (text, links) => {
    expect(targets(text)).toEqual(links);
  });

  it('leaves fenced code out of links and headings, and keeps it with its line', () => {
    const text = '# A\n\n```ts\n# no\n[a](b.md)\n```\n\n~~~\n```\n~~~\n[c](d.md)\n';
    const { links, headings, codeBlocks } = parseMarkdown(text);
    expect(links).toEqual([{ target: 'd.md', line: 11 }]);
    expect(headings).toEqual([{ level: 1, text: 'A' }]);
    expect(codeBlocks).toEqual([
      { language: 'ts', text: '# no\n[a](b.md)', line: 4 },
      { language: '', text: '```', line: 9 },
    ]);
  });

  it('makes anchors as GitHub does', () => {
    const text = '# What it does **not** do\n## `npm run x`, twice\n## A\n## A\n## [B](c.md)!\n';
    expect([...parseMarkdown(text).anchors]).toEqual([
      'what-it-does-not-do',
      'npm-run-x-twice',
      'a',
      'a-1',
      'b',
    ]);
  });
});
