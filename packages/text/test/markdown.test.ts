import {
  all,
  elements,
  hostileText,
  outsideCode,
  render,
  skeleton,
  textOf,
} from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeSpan, fencedCode, prose, shownEvidence, tableCode } from '../src/markdown.ts';
import { printableJson } from '../src/printable.ts';

describe('evidence in Markdown', () => {
  test('T16: a code span shows the evidence and nothing else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const nodes = render(`x ${codeSpan(text)} y`);
        expect(skeleton(nodes)).toEqual([['p', [], []]]);
        expect(elements(nodes, 'code').map(textOf)).toEqual([shownEvidence(text)]);
        expect(outsideCode(nodes).join('')).toBe('x  y');
      }),
    );
  });

  test('T16: code in a table shows the evidence and nothing else', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, two) => {
        const nodes = render(`| a | b |\n|---|---|\n| ${tableCode(one)} | ${tableCode(two)} |\n`);
        expect(elements(nodes, 'td').map(textOf)).toEqual([shownEvidence(one), shownEvidence(two)]);
        expect(all(nodes).filter((node) => node.nodeName === '#comment')).toEqual([]);
        expect(outsideCode(elements(nodes, 'td')).join('')).toBe('');
      }),
    );
  });

  test('T16: a sentence is words and code, whatever is in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const nodes = render(`Why: ${prose(text, codeSpan)}`);
        expect(skeleton(nodes)).toEqual([['p', [], []]]);
        expect(outsideCode(nodes).join('')).not.toMatch(
          /[@#<>`|[\]\\]|:\/\/|www\.|:\w+:|\$|GH-|[0-9a-f]{7}/,
        );
      }),
    );
  });

  test('a sentence keeps its words, and quotes what is more than a word', () => {
    expect(prose('built from refs/heads/main, not (yet) from v1.', codeSpan)).toBe(
      'built from `refs/heads/main`, not (yet) from `v1`.',
    );
    expect(prose('ask @octocat about #1, GH-1 or :x:', codeSpan)).toBe(
      'ask `@octocat` about `#1`, `GH-1` or `:x`:',
    );
    expect(prose('it was defaced at deadbee, it’s well-formed', codeSpan)).toBe(
      'it was `defaced` at `deadbee`, it’s well-formed',
    );
  });

  test('T16: JSON in a fence stays in it, and can be parsed', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, two) => {
        const value = { tag: one, [`k${two}`]: [two] };
        const json = printableJson(value);
        const nodes = render(`before\n\n${fencedCode(json, 'json')}\n\nafter`);
        expect(skeleton(nodes)).toEqual([
          ['p', [], []],
          ['pre', [], []],
          ['p', [], []],
        ]);
        expect(elements(nodes, 'code').map(textOf)).toEqual([`${json}\n`]);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json).not.toMatch(/<!--|\p{Cf}|[\u2028\u2029]|\t|^::|##\[/mu);
      }),
    );
  });

  test('the tests above can fail: unquoted evidence changes what is shown', () => {
    const nodes = render('a <img src=x> [b](https://evil.example) <!-- x -->');
    expect(all(nodes).map((node) => node.nodeName)).toEqual(
      expect.arrayContaining(['img', 'a', '#comment']),
    );
  });

  test('T3: no evidence holds a comment of HTML in the source either', () => {
    const forged = '<!-- provkit:fingerprint=forged -->';
    for (const source of [
      codeSpan(forged),
      tableCode(forged),
      prose(forged, codeSpan),
      fencedCode(printableJson({ tag: forged }), 'json'),
    ]) {
      expect(source).not.toContain('<!--');
    }
  });

  test('T15: a megabyte of punctuation is quoted at once, and cut', () => {
    const dots = '.'.repeat(1_000_000);
    expect(prose(`${dots}x is ${dots}x`, codeSpan).length).toBeLessThan(2100);
  });

  test('one value cannot fill the page', () => {
    expect(codeSpan('x'.repeat(10_000))).toBe(`\`${'x'.repeat(400)}… (9600 more characters)\``);
  });
});
