import { elements, hostileText, render, skeleton } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkUrl } from '../../src/escape/link-url.ts';
import { markdownLink } from '../../src/escape/markdown-link.ts';

describe('what may be linked to', () => {
  test.each([
    ['https://github.com/acme/widgets/actions/runs/42/attempts/1'],
    ['https://ghe.example:8443/acme/widgets/actions/runs/42'],
    ['https://github.com/acme/widgets/releases/download/%40acme/widgets%401.2.3/w.tgz'],
    ['https://xn--e1awd7f.example/x@y'],
  ])('%s, as it is', (url) => {
    expect(linkUrl(url)).toBe(url);
  });

  test('T18: without query and fragment', () => {
    expect(linkUrl('https://x.blob.core.windows.net/a/b.zip?sv=1&sig=abc#token=x')).toBe(
      'https://x.blob.core.windows.net/a/b.zip',
    );
  });

  test('T16: with nothing in it that ends a link', () => {
    expect(linkUrl("https://a.example/b)|>c(d)*e_f'g`<h")).toBe(
      'https://a.example/b%29%7C%3Ec%28d%29%2Ae_f%27g%60%3Ch',
    );
  });

  test.each([
    ['http://github.com/'],
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['https://user:pass@github.com/'],
    ['https://user@github.com/'],
    ['https://127.0.0.1/'],
    ['https://0x7f.1/'],
    ['https://[::1]/'],
    ['https://localhost/'],
    ['github.com/acme'],
    ['./widgets.tgz'],
    [''],
  ])('not %s', (url) => {
    expect(linkUrl(url)).toBeUndefined();
  });

  test('T16: a link made of it is one link', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (path, host) => {
        for (const given of [`https://a.example/${path}`, `https://${host}`, path]) {
          const url = linkUrl(given);
          if (url === undefined) continue;
          const nodes = render(`see ${markdownLink('it', url)}.`);
          expect(skeleton(nodes)).toEqual([['p', [], [['a', [{ name: 'href', value: url }], []]]]]);
          expect(elements(nodes, 'a')).toHaveLength(1);
          expect(url).not.toMatch(/[|<>`\s()?#&"']/);
        }
      }),
    );
  });
});
