import { expect, test } from 'vitest';
import { renderSlackMessage } from '../../src/slack-html/render-slack-message.ts';

const plain = (text: string, emoji?: boolean) => ({
  type: 'plain_text',
  text,
  ...(emoji !== undefined && { emoji }),
});

test('every block that messages have is shown', () => {
  const blocks = [
    { type: 'header', text: plain('<Title> :x:', false) },
    { type: 'section', text: { type: 'mrkdwn', text: '*a*' }, fields: [plain(':x:')] },
    { type: 'context', elements: [plain('small')] },
    {
      type: 'actions',
      elements: [
        { text: plain('Go'), url: 'https://a.example' },
        { text: plain('Do'), style: 'primary' },
      ],
    },
    { type: 'divider' },
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '<&>' }] },
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'b', style: { bold: true } },
            { type: 'link', url: 'https://a.example' },
          ],
        },
      ],
    },
  ];
  expect(renderSlackMessage({ blocks }).split('\n')).toEqual([
    '<h3>&lt;Title&gt; :x:</h3>',
    '<div class="section"><p><b>a</b></p><div class="fields"><div><span class="emoji">:x:</span></div></div></div>',
    '<div class="context">small</div>',
    '<div class="actions"><a class="button" href="https://a.example">Go</a><button class="button primary">Do</button></div>',
    '<hr>',
    '<div class="rich"><pre>&lt;&amp;&gt;</pre><p><b>b</b><a href="https://a.example">https://a.example</a></p></div>',
  ]);
});

test('a block that it has no picture of is an error, not a gap', () => {
  expect(() => renderSlackMessage({ blocks: [{ type: 'video' }] })).toThrow(
    'no picture of a block of type video',
  );
});
