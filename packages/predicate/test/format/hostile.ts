import fc from 'fast-check';
import type { Report } from '../../src/index.ts';

/** What has a meaning to some reader of a report: Markdown, HTML, GitHub, XML, SARIF, a terminal, a runner. */
const PIECES = [
  '`', '``', '```', '|', '\\|', '\\', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>',
  '</code>', '</td></tr></table>', '</details>', '<!--', '-->', ']]>', '<![CDATA[', '&lt;', '&#60;',
  '@octocat', 'a@b.example', '[a](https://evil.example)', '![a](https://evil.example/x.png)', '](0)',
  'https://evil.example', 'www.evil.example', '<https://evil.example>', '[^1]', '[x]: https://evil.example',
  '\n', '\n\n', '\r\n', '\r', '\n\n# heading', '\n- [ ] task', '\n\n    code', '\n---\n', '~~x~~', '**x**', '_x_',
  '#1', 'octo/repo#1', ':smile:', '$x$', '{0}', '{{', '%0A', '%25', '%', ',', ':', '::error::x', '\n::error::x',
  '##[error]x', '##[add-path]x', '::set-output name=x::y', '\u202e', '\u2066', '\u2028', '\u0085', '\u200b',
  '\ufeff', '\ufffe', '\uffff', '\ud800', '\udc00', '\0', '\u001b[2J', '\u009b31m', '\u3164', '\u00a0', '"', "'",
  ' ', '  ', 'word', 'refs/tags/v1.2.3', '',
]; // biome-ignore format: a table

/** A text that tries to be more than a text. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary' })),
    {
      maxLength: 8,
    },
  )
  .map((pieces) => pieces.join(''));

/** Members whose values are ours, and mean something to the formats. */
const OURS = new Set([
  'verdict', 'status', 'id', 'reason', 'failureReason', 'outcome', 'spec', 'profile', 'newestAuthority',
  'verifiedAt', 'sanKind', 'sha256', 'sha384', 'sha512', 'hint',
]); // biome-ignore format: a table

/** A report in which every text that evidence, files or flags decide is another one; all else stays. */
export function spoil(report: Report, text: () => string): Report {
  return spoiled(report, text) as Report; // of the same shape
}

function spoiled(value: unknown, text: () => string, key = ''): unknown {
  if (typeof value === 'string') return OURS.has(key) ? value : text();
  if (Array.isArray(value)) return value.map((item) => spoiled(item, text, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, spoiled(member, text, name)]),
  );
}

/** Texts in turn, for every place of a report. */
export const hostileTexts: fc.Arbitrary<() => string> = fc
  .array(hostileText, { minLength: 1, maxLength: 12 })
  .map((texts) => {
    let next = -1;
    return () => {
      next += 1;
      return texts[next % texts.length] ?? '';
    };
  });
