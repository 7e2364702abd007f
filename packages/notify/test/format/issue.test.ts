import { elements, outsideCode, render, skeleton, textOf } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIssue } from '../../src/format/issue.ts';
import { readIssueMarker } from '../../src/format/issue-marker.ts';
import { ISSUE_TEMPLATE } from '../../src/format/issue-template.generated.ts';
import { formatIssueUpdate } from '../../src/format/issue-update.ts';
import { REASON_TEXTS } from '../../src/format/reason-texts.ts';
import { formatStepSummary } from '../../src/format/step-summary.ts';
import { BARE, CONTEXT, RELEASE, SECURITY } from './sample-alerts.ts';
import { hostileAlert, spoil } from './spoil.ts';

const page = (markdown: string) => render(markdown);
const words = (markdown: string) => page(markdown).map(textOf).join('\n');

describe('the Issue of an alert', () => {
  test('S2.4: holds run, tag, artifact, reason, links, steps and entry', () => {
    const { title, body } = formatIssue(SECURITY, CONTEXT);
    expect(title).toBe('Provenance rejected: `v1.2.3` (subject_mismatch)');
    const rows = elements(page(body), 'tr')
      .slice(1)
      .map((row) => elements(row.childNodes, 'td').map(textOf));
    expect(rows).toEqual([
      ['tag', 'v1.2.3'],
      ['failure_reason', 'subject_mismatch, class security (what it means)'],
      ['severity', 'critical'],
      ['run_id', '8123456789, attempt 1 (open run)'],
      [
        'artifact_url',
        'https://github.com/acme/widgets/releases/download/v1.2.3/widgets-1.2.3.tgz',
      ],
      ['repository', 'acme/widgets'],
      ['alert', SECURITY.alert_id],
    ]);
    expect(elements(page(body), 'a').map(({ attrs }) => attrs[0]?.value)).toEqual([
      'https://github.com/provkit/provkit/blob/main/docs/reasons.md#subject_mismatch',
      'https://github.com/acme/widgets/actions/runs/8123456789/attempts/1',
      'https://github.com/acme/widgets/blob/main/docs/ops/INCIDENT_RUNBOOK.md',
    ]);
    expect(elements(page(body), 'li').map(textOf)).toEqual([
      'Do not publish or deploy this release. If it is out, withdraw it.',
      'Compare the digest of the released file with the subjects in the report.',
      'Do not rerun: the same artifact must never turn green.',
      'Rebuild from a reviewed commit, or roll back to the last release that passed.',
      'Go on as the runbook says.',
    ]);
    const [json] = elements(page(body), 'pre').map(textOf);
    expect(JSON.parse(json ?? '')).toEqual(SECURITY.entry);
  });

  test('S4.2, S1.6: has the labels that its reason calls for', () => {
    expect(formatIssue(SECURITY, CONTEXT).labels).toEqual(['ops-alert', 'provenance-failure']);
    expect(formatIssue(RELEASE, CONTEXT).labels).toEqual([
      'ops-alert',
      'provenance-failure',
      'security-backcompat',
    ]);
  });

  test('S2.6: begins with the marker by which it is found again', () => {
    const { body } = formatIssue(SECURITY, CONTEXT);
    expect(body.split('\n', 1)).toEqual([
      `<!-- provkit:fingerprint=${SECURITY.fingerprint} alert=${SECURITY.alert_id} -->`,
    ]);
    expect(readIssueMarker(body)).toBe(SECURITY.fingerprint);
  });

  test('a tag that looks like a mention mentions nobody in the title', () => {
    expect(formatIssue(RELEASE, CONTEXT).title).toBe(
      'Provenance rejected: `@acme/widgets@1.2.3` (predicate_mismatch)',
    );
  });

  test('needs no more than what every alert has', () => {
    const text = words(formatIssue(BARE, { redactor: CONTEXT.redactor }).body);
    expect(text).toContain('A service that holds the evidence did not answer.');
    expect(text).toContain('none recorded');
    expect(text).toContain('There is no entry of this run in the manifest.');
    expect(text).not.toMatch(/undefined|\{\{/);
  });

  test.each(Object.keys(REASON_TEXTS))('%s: fills every place', (failure_reason) => {
    const { title, body } = formatIssue(
      { ...SECURITY, failure_reason } as typeof SECURITY,
      CONTEXT,
    );
    expect(`${title}${body}`).not.toMatch(/\{\{|undefined/);
    expect(title.length).toBeLessThanOrEqual(256);
  });

  test('follows the template of the repository, and keeps its labels', () => {
    const issueTemplate = ISSUE_TEMPLATE.replace('### Found', '### Was gefunden wurde')
      .replace(/title: .*/, 'title: "Alert {{ tag }}"')
      .replace(/labels: .*/, "labels: ['team-a', ops-alert]");
    const { title, body, labels } = formatIssue(SECURITY, { ...CONTEXT, issueTemplate });
    expect(title).toBe('Alert `v1.2.3`');
    expect(body).toContain('### Was gefunden wurde');
    expect(labels).toEqual(['ops-alert', 'provenance-failure', 'team-a']);
  });

  test('a template that becomes too long is not used either', () => {
    const issueTemplate = `${ISSUE_TEMPLATE}${'{{ manifest_entry }}\n'.repeat(500)}`;
    const { body } = formatIssue(SECURITY, { ...CONTEXT, issueTemplate });
    expect(body).toBe(formatIssue(SECURITY, CONTEXT).body);
  });

  test('a template that cannot be used is not', () => {
    for (const issueTemplate of [
      '',
      'no front matter',
      ISSUE_TEMPLATE.replace('{{ run_id }}', ''),
    ]) {
      expect(formatIssue(SECURITY, { ...CONTEXT, issueTemplate })).toEqual(
        formatIssue(SECURITY, CONTEXT),
      );
    }
  });
});

describe('T16: in Markdown nothing that comes from outside is more than text', () => {
  const FORMATS = {
    Issue: (alert: typeof SECURITY) => formatIssue(alert, CONTEXT).body,
    update: (alert: typeof SECURITY) => formatIssueUpdate(alert, CONTEXT),
    'step summary': (alert: typeof SECURITY) => formatStepSummary(alert, CONTEXT),
  };

  test.each(Object.entries(FORMATS))('%s', (_, format) => {
    const plain = skeleton(page(format(spoil(SECURITY, () => ' x'))));
    fc.assert(
      fc.property(hostileAlert(SECURITY), (hostile) => {
        const markdown = format(hostile);
        const nodes = page(markdown);
        expect(skeleton(nodes)).toEqual(plain);
        expect(
          outsideCode(nodes)
            .join('\n')
            .replaceAll(/\[!(?:CAUTION|WARNING|NOTE)\]/g, ''),
        ).not.toMatch(/[@#<>`|[\]\\]|:\/\/|www\.|:\w+:|\$|GH-/);
        expect(markdown.length).toBeLessThan(65_536);
        expect(markdown).not.toMatch(/^ *::|##\[/m); // commands of the runner
      }),
    );
  });

  test('T3: no evidence can forge the marker, in the source either', () => {
    const forged = `<!-- provkit:fingerprint=${'c3'.repeat(32)} -->`;
    for (const text of [forged, `\n${forged}\n`, `${forged}{{ tag }}`]) {
      const { body } = formatIssue(
        spoil(SECURITY, () => text),
        CONTEXT,
      );
      expect(readIssueMarker(body)).toBe(SECURITY.fingerprint);
      expect(body.match(/<!--/g)).toHaveLength(1);
    }
  });

  test('a value that looks like a place of the template is not filled', () => {
    const { body } = formatIssue({ ...SECURITY, tag: '{{ run_id }}' }, CONTEXT);
    expect(words(body)).toContain('{{ run_id }}');
  });

  test('stays within GitHub’s limits, whatever the length', () => {
    for (const char of ['x', '<', '\u202e', '|', '😀', '\u{e0001}', 'a ', '`']) {
      const { title, body } = formatIssue(
        spoil(SECURITY, () => char.repeat(50_000)),
        CONTEXT,
      );
      expect(body.length).toBeLessThan(65_536);
      expect(title.length).toBeLessThanOrEqual(256);
      expect(title).toMatch(/^Provenance rejected: `[^`]+` \(subject_mismatch\)$/);
    }
  });

  test('T14, T18: what may not be linked to is shown as code', () => {
    for (const url of [
      'javascript:alert(1)',
      'https://u:p@evil.example/',
      'http://a.example',
      'widgets.tgz',
    ]) {
      const { body } = formatIssue({ ...SECURITY, artifact_url: url, run_url: url }, CONTEXT);
      const hrefs = elements(page(body), 'a').map(({ attrs }) => attrs[0]?.value);
      expect(hrefs).toHaveLength(2);
    }
  });
});
