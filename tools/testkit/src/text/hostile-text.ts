import fc from 'fast-check';

/** What has a meaning to some reader: Markdown, HTML, XML, GitHub, Slack, SARIF, a template, a terminal, a runner. */
const PIECES = [
  '`', '``', '```', '~~~', '|', '\\|', '\\', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '</code>',
  '</td></tr></table>', '</details>', '<!--', '-->', '--!>', '<!-- provkit:fingerprint=forged -->', ']]>', '<![CDATA[',
  '&lt;', '&#60;',
  '@octocat', '@everyone', '@acme/ops-team', 'a@b.example', '<!channel>', '<!here>', '<@U0123456789>', '<#C0123456789>',
  '<!subteam^S012>', '<https://evil.example|click>', '[a](https://evil.example)', '![a](https://evil.example/x.png)',
  '](0)', 'https://evil.example', 'www.evil.example', '<https://evil.example>', '[^1]', '[x]: https://evil.example',
  '\n', '\n\n', '\r\n', '\r', '\n\n# heading', '\n- [ ] task', '\n\n    code', '\n---\n', '\n> quote', '~~x~~', '*x*',
  '**x**', '_x_', '#1', 'GH-1', 'octo/repo#1', 'octo/repo@deadbeef', '0123456789abcdef0123456789abcdef01234567',
  ':smile:', '$x$', '{0}', '{{', '{{ tag }}', '{{ run_url }}', '%0A', '%25', '%', ',', ':', '::error::x', '\n::error::x',
  '##[error]x', '##[add-path]x', '::set-output name=x::y', '\u202e', '\u2066', '\u2028', '\u0085', '\u200b', '\ufeff', '\ufffe', '\uffff', '\ud800', '\udc00', '\0',
  '\u001b[2J', '\u009b31m', '\u3164', '\u00a0', '"', "'", ' ', '  ', 'word', 'refs/tags/v1.2.3', '1.', '',
]; // biome-ignore format: a table

/** A text that tries to be more than a text. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary' })),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));
