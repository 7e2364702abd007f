import { expect, test } from 'vitest';
import { renderMrkdwn } from '../../src/slack-html/render-mrkdwn.ts';

test.each([
  ['*bold* _italic_ ~struck~', '<b>bold</b> <i>italic</i> <s>struck</s>'],
  ['*bold with `code`*', '<b>bold with <code>code</code></b>'],
  ['`*no* <!channel> :smile:`', '<code>*no* &lt;!channel&gt; :smile:</code>'],
  ['```two\nlines```', '<pre>two\nlines</pre>'],
  [
    '<!channel> <@U1> <#C1|general>',
    '<span class="mention">!channel</span> <span class="mention">@U1</span> <span class="mention">general</span>',
  ],
  ['<https://a.example|here>', '<a href="https://a.example">here</a>'],
  ['a &lt;b&gt; &amp; &copy;', 'a &lt;b&gt; &amp; &amp;copy;'],
  [':tada: 10:30:00', '<span class="emoji">:tada:</span> 10<span class="emoji">:30:</span>00'],
  ['snake_case_name 2*3*4', 'snake_case_name 2*3*4'],
  ['one\ntwo', 'one<br>two'],
])('%s is shown as Slack shows it', (text, html) => {
  expect(renderMrkdwn(text, true)).toBe(html);
});

test('what Slack finds by itself is found unless the text is verbatim', () => {
  const text = 'see https://a.example/x or @here in #ops';
  expect(renderMrkdwn(text, true)).toBe(text);
  expect(renderMrkdwn(text)).toBe(
    'see <a href="https://a.example/x">https://a.example/x</a> or <a href="@here">@here</a> in <a href="#ops">#ops</a>',
  );
});
