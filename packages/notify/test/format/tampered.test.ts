import { renderSlackMessage } from '@provkit/testkit/slack-html';
import { all, elements, hostileText, outsideCode, parseHtml, render } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alert.ts';
import { type Digest, formatDigest } from '../../src/format/digest.ts';
import { formatIssue } from '../../src/format/issue.ts';
import { formatResolution, type Resolution } from '../../src/format/resolution.ts';
import { formatSlackAlert } from '../../src/format/slack-alert.ts';
import { formatStepSummary } from '../../src/format/step-summary.ts';
import { slackProblems } from './block-kit.ts';
import { CONTEXT, SECURITY } from './sample-alerts.ts';
import { DIGEST } from './sample-digests.ts';
import { RECOVERED } from './sample-resolutions.ts';

/** What a file may say, whatever its type promises. */
const tampered = hostileText.filter((text) => text.trim() !== '');

describe('T16: where a file says something else than a word of a closed list', () => {
  test.each(['severity', 'failure_reason', 'alert_id', 'fingerprint'])(
    '%s: nothing comes of it',
    (name) => {
      fc.assert(
        fc.property(tampered, (text) => {
          const alert = { ...SECURITY, [name]: text } as Alert; // as a spool file may hold it
          const { title, body } = formatIssue(alert, CONTEXT);
          const markdown = [body, formatStepSummary(alert, CONTEXT)];
          const message = formatSlackAlert(alert, CONTEXT);
          expect(slackProblems(message)).toEqual([]);
          expect(title.replaceAll(/`[^`]*`/g, '')).not.toMatch(/[@#<:](?=\w)/);
          for (const nodes of markdown.map(render)) {
            expect(
              outsideCode(nodes)
                .join('')
                .replaceAll(/\[!CAUTION\]/g, ''),
            ).not.toMatch(/[@#<>`|[\]\\]|:\/\/|GH-/);
            expect(
              all(nodes).filter((node) => node.nodeName === '#comment').length,
            ).toBeLessThanOrEqual(1);
          }
          const slack = parseHtml(renderSlackMessage(message));
          expect([
            ...elements(slack, 'span'),
            ...elements(slack, 'i'),
            ...elements(slack, 's'),
          ]).toEqual([]);
        }),
      );
    },
  );

  test('outcome of a resolution and severity of a digest: nothing comes of it', () => {
    fc.assert(
      fc.property(tampered, (text) => {
        const resolution = { ...RECOVERED, outcome: text } as unknown as Resolution;
        const { comment, message, stateReason } = formatResolution(SECURITY, resolution, CONTEXT);
        expect(stateReason).toBe('completed');
        expect(outsideCode(render(comment)).join('')).not.toMatch(/[@#<>`|[\]\\]|:\/\/|GH-/);
        const groups = DIGEST.groups.map((group) => ({ ...group, severity: text }));
        const digest = { ...DIGEST, groups } as unknown as Digest;
        for (const one of [message, formatDigest(digest, CONTEXT)]) {
          expect(slackProblems(one)).toEqual([]);
          expect(elements(parseHtml(renderSlackMessage(one)), 'span')).toEqual([]);
        }
      }),
    );
  });
});
