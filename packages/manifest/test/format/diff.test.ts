import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffToMarkdown, diffToText } from '../../src/format/index.ts';
import { diff, type Entry, type Manifest } from '../../src/index.ts';
import { manifests, manifestWith } from '../arbitrary-manifest.ts';

const entryOf = (changes: Partial<Entry>): Entry => manifestWith(changes).entries[0] as Entry;
const holding = (...entries: Entry[]): Manifest => ({ ...manifestWith(), entries });

const FAILED = entryOf({ status: 'failure', failure_reason: 'run_mismatch' });
const PASSED = entryOf({ status: 'success', verified_at: '2026-01-31T12:00:00.000Z' });
const OTHER = entryOf({ tag: 'v1.3.0', run_id: '43' });
const GONE = entryOf({ tag: 'v1.1.0', run_id: '41', status: 'blocked' });
const CHANGED = diff(holding(FAILED, GONE), {
  ...holding(PASSED, OTHER),
  repository: 'acme/other',
});

const PALETTE = {
  good: (text: string) => `<g>${text}</g>`,
  bad: (text: string) => `<b>${text}</b>`,
  dim: (text: string) => `<d>${text}</d>`,
  strong: (text: string) => `<s>${text}</s>`,
};

describe('diffToText', () => {
  test('an entry a paragraph, a field a line, the counts at the end', () => {
    expect(diffToText(CHANGED)).toBe(`~ repository: acme/widgets → acme/other
- v1.1.0 (run 41)  blocked
~ v1.2.3 (run 42)
    status: failure → success
    failure_reason: run_mismatch → removed
    verified_at: → 2026-01-31T12:00:00.000Z
+ v1.3.0 (run 43)  pending
1 added, 1 changed, 1 removed
`);
  });

  test('in colour where a palette gives some', () => {
    const text = diffToText(CHANGED, { palette: PALETTE });
    expect(text).toContain('<b>- v1.1.0 (run 41)  blocked</b>\n');
    expect(text).toContain('    status: <b>failure</b> <d>→</d> <g>success</g>\n');
    expect(text).toContain('<g>+ v1.3.0 (run 43)  pending</g>\n');
  });

  test('says when nothing changed', () => {
    expect(diffToText(diff(holding(PASSED), holding(PASSED)))).toBe('nothing changed\n');
  });

  test('T16: a value cannot forge a line or move the cursor', () => {
    const notes = 'x\n::error::forged\u001b[2J\u202e\u2028y';
    const text = diffToText(diff(holding(PASSED), holding({ ...PASSED, notes })));
    expect(text.split('\n')).toHaveLength(4);
    expect(text).toContain('notes: → x\\u{a}::error::forged\\u{1b}[2J\\u{202e}\\u{2028}y\n');
  });

  test('a long value is shortened', () => {
    const text = diffToText(diff(holding(PASSED), holding({ ...PASSED, notes: 'n'.repeat(5000) })));
    expect(text).toContain(`notes: → ${'n'.repeat(100)}…\n`);
  });
});

describe('diffToMarkdown', () => {
  test('is a table for a pull request', () => {
    expect(diffToMarkdown(CHANGED)).toBe(`**Release manifest: 1 added, 1 changed, 1 removed**

| | release | run | fields |
|---|---|---|---|
| changed | – | – | \`repository\`: \`acme/widgets\` → \`acme/other\` |
| **removed** | \`v1.1.0\` | \`41\` | status: \`blocked\` |
| changed | \`v1.2.3\` | \`42\` | \`status\`: \`failure\` → \`success\`<br>\`failure_reason\`: \`run_mismatch\` → \`–\`<br>\`verified_at\`: \`–\` → \`2026-01-31T12:00:00.000Z\` |
| added | \`v1.3.0\` | \`43\` | status: \`pending\` |
`);
  });

  test('T16: no value ends its cell, its element or its line, or addresses anybody', () => {
    const spoilt = fc.array(
      fc.constantFrom(
        '|',
        '\\',
        '`',
        '<b>',
        '@acme',
        '#1',
        '\n',
        'www.',
        'http://x',
        '](x)',
        '&lt;',
        'y',
      ),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(spoilt, (parts) => {
        const notes = parts.join('');
        const markdown = diffToMarkdown(diff(holding(PASSED), holding({ ...PASSED, notes })));
        const [, , , , row = '', ...rest] = markdown.split('\n');
        expect(rest).toEqual(['']);
        expect(row.match(/\|/g)).toHaveLength(5);
        const [, span] = /→ `([^`|\\]+)` \|$/.exec(row) ?? [];
        const [, element] = /→ <code>(.*)<\/code> \|$/.exec(row) ?? [];
        expect([span, element].filter((found) => found !== undefined)).toHaveLength(1);
        expect(element ?? '').not.toMatch(/[|\\`<@:]|www\.|#(?!\d+;)|&(?!#\d+;)/);
      }),
    );
  });

  test('stops after 150 rows and says how many more there are', () => {
    const many = Array.from({ length: 200 }, (_, n) => entryOf({ run_id: String(1000 + n) }));
    const markdown = diffToMarkdown(diff(holding(), holding(...many)));
    expect(markdown.match(/^\| added/gm)).toHaveLength(150);
    expect(markdown.endsWith('\n\nand 50 more\n')).toBe(true);
    expect(markdown.length).toBeLessThan(65_536);
  });

  test('every diff is one row for each change', () => {
    fc.assert(
      fc.property(manifests, manifests, (before, after) => {
        const found = diff(before, after);
        const rows = diffToMarkdown(found)
          .split('\n')
          .filter((line) => line.startsWith('| '));
        expect(rows.length).toBe(found.changes.length === 0 ? 0 : found.changes.length + 1);
      }),
    );
  });
});
