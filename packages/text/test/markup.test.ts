import { elements, hostileText, parseHtml, textOf } from '@provkit/testkit/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkup } from '../src/markup.ts';
import { printable } from '../src/printable.ts';

test('T16: text in an element or an attribute is that text and ends neither', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = printable(text);
      for (const quote of ['"', "'"]) {
        const escaped = escapeMarkup(shown);
        const nodes = parseHtml(`<p title=${quote}${escaped}${quote}>${escaped}</p>`);
        expect(nodes).toHaveLength(1);
        const [paragraph] = elements(nodes, 'p');
        expect(paragraph?.attrs).toEqual([{ name: 'title', value: shown }]);
        expect(paragraph?.childNodes.every((node) => node.nodeName === '#text')).toBe(true);
        expect(nodes.map(textOf)).toEqual([shown]);
      }
    }),
  );
});

test('what is special is written by a reference that HTML and XML know', () => {
  expect(escapeMarkup(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
});
