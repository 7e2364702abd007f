import { renderMrkdwn } from '@provkit/testkit/slack-html';
import {
  elements,
  hostileText,
  isElement,
  outsideCode,
  parseHtml,
  skeleton,
  textOf,
} from '@provkit/testkit/text';
import { prose } from '@provkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMrkdwn, mrkdwnCode, mrkdwnLink } from '../../src/escape/mrkdwn.ts';

/** What is between the ticks, as people read it. */
function shownAsCode(text: string): string {
  return mrkdwnCode(text)
    .slice(1, -1)
    .replace(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '');
}

const show = (text: string) => parseHtml(renderMrkdwn(text, true));

describe('evidence in Slack', () => {
  test('T16: code shows the evidence and nothing else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const nodes = show(`x ${mrkdwnCode(text)} y`);
        expect(skeleton(nodes)).toEqual([]);
        expect(elements(nodes, 'code').map(textOf)).toEqual([shownAsCode(text)]);
        expect(outsideCode(nodes).join('')).toBe('x  y');
      }),
    );
  });

  test('T16: a sentence is words and code, whatever is in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const nodes = show(`Why: ${prose(text, mrkdwnCode)}`);
        expect(skeleton(nodes)).toEqual([]);
        expect(outsideCode(nodes).join('')).not.toMatch(/[@#<>*~`]|:\/\/|:\w+:/);
      }),
    );
  });

  test('a value is shown as it is, or its beginning', () => {
    expect(shownAsCode('a<b>&c `d` \u202e')).toBe('a<b>&c \\u{60}d\\u{60} \\u{202e}');
    expect(mrkdwnCode('')).toBe('`(empty)`');
    expect(mrkdwnCode('<'.repeat(10), 11)).toBe('`&lt;&lt;…`');
  });

  test('T16: escaped text links to nothing and mentions nobody', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const nodes = show(escapeMrkdwn(text));
        expect(elements(nodes, 'a')).toEqual([]);
        expect(elements(nodes, 'span').filter((node) => textOf(node)[0] !== ':')).toEqual([]);
      }),
    );
  });

  test('the tests above can fail: unescaped evidence mentions, links and formats', () => {
    const nodes = show('<!channel> <https://evil.example|x> *b* :smile:');
    expect(nodes.filter(isElement).map(({ tagName }) => tagName)).toEqual([
      'span',
      'a',
      'b',
      'span',
    ]);
    expect(elements(parseHtml(renderMrkdwn('https://evil.example @here')), 'a')).toHaveLength(2);
  });

  test('a link is one, whatever its address', () => {
    expect(mrkdwnLink('Open run', 'https://a.example/b')).toBe('<https://a.example/b|Open run>');
    expect(mrkdwnLink('a|b>c', 'https://a.example/?a&b')).not.toMatch(/>.*>/);
  });
});
