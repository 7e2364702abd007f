import { hostileText } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ISSUE_TEMPLATE } from '../../src/format/issue-template.generated.ts';
import {
  fillTemplate,
  issueTemplateProblems,
  parseIssueTemplate,
} from '../../src/format/issue-template.ts';

describe('the template of Issues', () => {
  test('S2.3: provkit’s own can be used', () => {
    expect(issueTemplateProblems(ISSUE_TEMPLATE)).toEqual([]);
    expect(parseIssueTemplate(ISSUE_TEMPLATE)).toMatchObject({
      title: 'Provenance {{ outcome }}: {{ tag }} ({{ failure_reason }})',
      labels: ['ops-alert', 'provenance-failure'],
    });
  });

  test.each([
    ['', 'the front matter has no title'],
    [ISSUE_TEMPLATE.replaceAll('{{ tag }}', ''), '{{ tag }} is missing in the body'],
    [ISSUE_TEMPLATE.replace('{{ next_steps }}', ''), '{{ next_steps }} is missing in the body'],
    [`${ISSUE_TEMPLATE}{{ secret }}`, '{{ secret }} is not known'],
    [
      ISSUE_TEMPLATE.replace(/title: .*/, 'title: {{ found }}'),
      '{{ found }} is nothing for a title',
    ],
    [`${ISSUE_TEMPLATE}<!-- provkit:fingerprint=x -->`, 'holds a marker of provkit'],
    [`${ISSUE_TEMPLATE}${'x'.repeat(20_000)}`, 'longer than 20000 characters'],
  ])('one that cannot be used is refused: %#', (text, problem) => {
    expect(issueTemplateProblems(text)).toContain(problem);
  });

  test.each([
    ['labels: [\'a b\', "c", d]', ['a b', 'c', 'd']],
    ['labels: a, b,, a', ['a', 'b']],
    ['labels:', []],
    ['name: x', []],
  ])('%s are the labels %j', (line, labels) => {
    expect(parseIssueTemplate(`---\n${line}\n---\nx`).labels).toEqual(labels);
  });

  test('a title may be quoted, and lines may end as on Windows', () => {
    expect(parseIssueTemplate(`---\r\ntitle: 'it''s {{ tag }}'\r\n---\r\nbody\r\n`)).toEqual({
      title: 'it’s {{ tag }}'.replace('’', "'"),
      body: 'body',
      labels: [],
    });
    expect(parseIssueTemplate('---\ntitle: "a \\"b\\""\n---\n').title).toBe('a "b"');
  });

  test('places are filled once, and values are not looked into', () => {
    expect(
      fillTemplate('{{ tag }} {{run_id}} {{ other }} {{tag}}', {
        tag: '{{ run_id }}$&',
        run_id: '7',
      }),
    ).toBe('{{ run_id }}$& 7 {{ other }} {{ run_id }}$&');
  });

  test('any text is judged and never thrown', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (head, body) => {
        const text = `---\n${head}\n---\n${body}`;
        expect(issueTemplateProblems(text).length).toBeGreaterThan(0);
      }),
    );
  });
});
