import { elements, render, textOf } from '@provkit/testkit/text';
import { expect, test } from 'vitest';
import { markdownLink } from '../../src/escape/markdown-link.ts';

test('a link is a link', () => {
  const [link] = elements(render(`see ${markdownLink('the run', 'https://a.example/b')}`), 'a');
  expect(link).toMatchObject({ attrs: [{ name: 'href', value: 'https://a.example/b' }] });
  expect(link && textOf(link)).toBe('the run');
});
