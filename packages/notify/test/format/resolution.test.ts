import { renderSlackMessage } from '@provkit/testkit/slack-html';
import {
  elements,
  hostileText,
  outsideCode,
  parseHtml,
  render,
  skeleton,
  textOf,
} from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatResolution, type Resolution } from '../../src/format/resolution.ts';
import { slackProblems } from './block-kit.ts';
import { CONTEXT, SECURITY } from './sample-alerts.ts';
import { DISMISSED, RECOVERED } from './sample-resolutions.ts';
import { spoil } from './spoil.ts';

const format = (resolution: Resolution) => formatResolution(SECURITY, resolution, CONTEXT);
const words = (resolution: Resolution) => {
  const { comment, message } = format(resolution);
  return {
    comment: render(comment).map(textOf).join('\n'),
    message: parseHtml(renderSlackMessage(message)).map(textOf).join('\n'),
  };
};

describe('the end of an alert', () => {
  test('shows the run and artifact that passed', () => {
    const { comment, message } = words(RECOVERED);
    for (const text of [comment, message]) {
      for (const said of [
        'recovered',
        'A later validation of this release passed.',
        '8123460000',
        'sha256:60303ae2',
      ]) {
        expect(text).toContain(said);
      }
    }
    expect(format(RECOVERED).stateReason).toBe('completed');
    const [link] = elements(render(format(RECOVERED).comment), 'a');
    expect(link).toMatchObject({ attrs: [{ name: 'href', value: RECOVERED.run_url }] });
  });

  test('says who dismissed it and why, and links no other Issue', () => {
    const { comment, message } = words(DISMISSED);
    for (const text of [comment, message]) {
      expect(text).toContain('A person dismissed this failure.');
      expect(text).toContain('jane');
      expect(text).toContain('the tag was a test, see acme/widgets#12');
    }
    expect(format(DISMISSED).stateReason).toBe('not_planned');
    expect(format(DISMISSED).comment).toContain('`acme/widgets#12`');
  });

  test.each(['recovered', 'rolled-back', 'superseded', 'dismissed'] as const)(
    '%s: fits Slack’s types and limits',
    (outcome) => {
      expect(slackProblems(format({ ...RECOVERED, outcome }).message)).toEqual([]);
      expect(slackProblems(format({ outcome, at: RECOVERED.at }).message)).toEqual([]);
    },
  );

  test('T16: nothing that comes from outside is more than text', () => {
    for (const sample of [RECOVERED, DISMISSED]) {
      const { outcome } = sample;
      const change = (text: string) => ({
        ...spoil(sample, (name) => (/run_url|reason/.test(name) ? `x${text}` : text)),
        outcome,
      });
      const plain = format(change(' x'));
      fc.assert(
        fc.property(hostileText, (text) => {
          const { comment, message } = format(change(` ${text}`));
          expect(skeleton(render(comment))).toEqual(skeleton(render(plain.comment)));
          expect(outsideCode(render(comment)).join('')).not.toMatch(/[@#<>`|[\]\\]|:\/\/|GH-/);
          expect(skeleton(parseHtml(renderSlackMessage(message)))).toEqual(
            skeleton(parseHtml(renderSlackMessage(plain.message))),
          );
          expect(slackProblems(message)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    }
  });
});
