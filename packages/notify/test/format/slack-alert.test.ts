import { createRedactor } from '@provkit/http';
import { renderSlackMessage } from '@provkit/testkit/slack-html';
import { all, elements, isElement, parseHtml, skeleton, textOf } from '@provkit/testkit/text';
import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACKNOWLEDGE_ACTION } from '../../src/acknowledge/read-acknowledgement.ts';
import { REASON_TEXTS } from '../../src/format/reason-texts.ts';
import { formatSlackAlert } from '../../src/format/slack-alert.ts';
import type { SlackMessage } from '../../src/format/slack-message.ts';
import { slackProblems } from './block-kit.ts';
import { BARE, CONTEXT, RELEASE, SECURITY } from './sample-alerts.ts';
import { hostileAlert, spoil } from './spoil.ts';

const page = (message: SlackMessage) => parseHtml(renderSlackMessage(message));
const words = (message: SlackMessage) => page(message).map(textOf).join('\n');
const buttons = (message: SlackMessage) =>
  message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));

describe('the Slack message of an alert', () => {
  test('S4.3: says what happened to which release, how bad it is, what to do, and shows the entry', () => {
    const text = words(formatSlackAlert(SECURITY, CONTEXT));
    expect(text).toMatch(/^Provenance rejected: acme\/widgets v1\.2\.3\n/);
    for (const said of [
      'critical, class security: subject_mismatch',
      'The artifact is not the one that was attested. The artifact may not be',
      'Now: Do not publish or deploy this release. If it is out, withdraw it.',
      'run_id8123456789, attempt 1',
      '1. Compare the digest of the released file with the subjects in the report.',
      '2. Do not rerun: the same artifact must never turn green.',
      '"artifact_digest": "sha256:9f86d081',
    ]) {
      expect(text).toContain(said);
    }
  });

  test('S4.3: links to the run, and has a button whose value is the alert_id', () => {
    const message = formatSlackAlert(SECURITY, {
      ...CONTEXT,
      issueUrl: 'https://github.com/acme/widgets/issues/7',
    });
    expect(buttons(message)).toMatchObject([
      { action_id: ACKNOWLEDGE_ACTION, value: SECURITY.alert_id, text: { text: 'Acknowledge' } },
      { url: 'https://github.com/acme/widgets/actions/runs/8123456789/attempts/1' },
      { url: 'https://github.com/acme/widgets/issues/7' },
      { url: 'https://github.com/acme/widgets/blob/main/docs/ops/INCIDENT_RUNBOOK.md' },
    ]);
  });

  test('says who acknowledged it, and asks nobody any more', () => {
    const acknowledged = { by: 'slack:T1/U2', at: '2026-01-31T12:00:00.000Z' };
    const message = formatSlackAlert(SECURITY, { ...CONTEXT, acknowledged });
    expect(buttons(message).map(({ action_id: id }) => id)).not.toContain(ACKNOWLEDGE_ACTION);
    expect(words(message)).toContain('Acknowledged by slack:T1/U2 at 2026-01-31T12:00:00.000Z.');
  });

  test('needs no more than what every alert has', () => {
    const message = formatSlackAlert(BARE, { redactor: createRedactor() });
    expect(slackProblems(message)).toEqual([]);
    const text = words(message);
    expect(text).toContain('Provenance not verified: acme/widgets v1.2.3');
    expect(text).toContain('none recorded');
    expect(text).not.toMatch(/Found|Manifest entry|undefined/);
    expect(buttons(message)).toHaveLength(1);
  });

  test('a phone shows the release, the reason and what to do', () => {
    expect(formatSlackAlert(RELEASE, CONTEXT).text).toBe(
      'Provenance rejected: `acme/widgets` `@acme/widgets@1.2.3` (`predicate_mismatch`). Keep this release blocked.',
    );
  });

  test.each(Object.keys(REASON_TEXTS))('%s: fits Slack’s types and limits', (failure_reason) => {
    const message = formatSlackAlert({ ...SECURITY, failure_reason } as typeof SECURITY, CONTEXT);
    expect(slackProblems(message)).toEqual([]);
    // known at compile time too
    const blocks: KnownBlock[] = message.blocks as KnownBlock[]; // readonly members
    expect(blocks.length).toBeGreaterThan(5);
  });

  test('T16: nothing that comes from outside is more than text', () => {
    for (const alert of [SECURITY, RELEASE]) {
      const plain = skeleton(
        page(
          formatSlackAlert(
            spoil(alert, () => ' x'),
            CONTEXT,
          ),
        ),
      );
      fc.assert(
        fc.property(hostileAlert(alert), (hostile) => {
          const message = formatSlackAlert(hostile, CONTEXT);
          expect(slackProblems(message)).toEqual([]);
          const nodes = page(message);
          expect(skeleton(nodes)).toEqual(plain);
          expect(elements(nodes, 'span')).toEqual([]); // neither mention nor emoji
          expect(
            all(nodes)
              .filter(isElement)
              .some(({ tagName }) => /^(img|script|i|s)$/.test(tagName)),
          ).toBe(false);
          expect(message.text).not.toMatch(/<|>/);
        }),
        { numRuns: 60 },
      );
    }
  });

  test('stays within the limits, whatever the length, and keeps every part', () => {
    for (const char of ['x', '<', '\u202e', '`', '😀', '\u{e0001}', 'a ', '" ', '\n']) {
      const long = spoil(SECURITY, () => char.repeat(20_000));
      const message = formatSlackAlert(long, CONTEXT);
      expect(slackProblems(message)).toEqual([]);
      const text = words(message);
      expect(text).toContain('Do not publish or deploy');
      expect(text).toContain('Acknowledge');
      expect(text).toContain('…');
    }
  });

  test('points to the rest of what was found', () => {
    const message = formatSlackAlert({ ...SECURITY, message: 'word '.repeat(1000) }, CONTEXT);
    expect(words(message)).toMatch(/word word … The rest is in the log of the run\./);
    expect(words(formatSlackAlert(SECURITY, CONTEXT))).not.toContain('The rest is');
  });

  test('points to the rest of an entry that is too long', () => {
    const entry = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`m${i}`, 'x'.repeat(90)]),
    );
    const manifestUrl =
      'https://github.com/acme/widgets/blob/main/docs/reports/2026-01-31/manifest.json';
    const message = formatSlackAlert({ ...SECURITY, entry }, { ...CONTEXT, manifestUrl });
    expect(words(message)).toMatch(/Manifest entry First lines; \d+ more are in the manifest\./);
    expect(
      elements(page(message), 'a').map(({ attrs }) => attrs[1]?.value ?? attrs[0]?.value),
    ).toContain(manifestUrl);
  });
});
