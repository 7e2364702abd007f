import { createRedactor } from '@provkit/http';
import { renderSlackMessage } from '@provkit/testkit/slack-html';
import { parseHtml, render, textOf } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alert.ts';
import { type Digest, formatDigest } from '../../src/format/digest.ts';
import type { FormatContext } from '../../src/format/format-context.ts';
import { formatIssue } from '../../src/format/issue.ts';
import { formatIssueUpdate } from '../../src/format/issue-update.ts';
import { formatResolution, type Resolution } from '../../src/format/resolution.ts';
import { formatSlackAlert } from '../../src/format/slack-alert.ts';
import { formatStepSummary } from '../../src/format/step-summary.ts';
import { knownSecret, type Planted, SHAPES } from '../planted-secrets.ts';
import { CONTEXT, SECURITY } from './sample-alerts.ts';
import { DIGEST } from './sample-digests.ts';
import { DISMISSED } from './sample-resolutions.ts';

/** Every text that is made, as it is sent and as it is read. */
function textsOf(alert: Alert, digest: Digest, resolution: Resolution, context: FormatContext) {
  const issue = formatIssue(alert, context);
  const end = formatResolution(alert, resolution, context);
  const markdown = [
    issue.body,
    formatIssueUpdate(alert, context),
    formatStepSummary(alert, context),
    end.comment,
  ];
  const messages = [formatSlackAlert(alert, context), formatDigest(digest, context), end.message];
  const read = [
    ...markdown.flatMap(render),
    ...messages.flatMap((message) => parseHtml(renderSlackMessage(message))),
  ].map(textOf);
  return [
    issue.title,
    ...issue.labels,
    ...markdown,
    ...messages.map((message) => JSON.stringify(message)),
    ...read,
  ].join('\n');
}

type Path = readonly string[];

/** Where a text stands in a value, and names of members, which somebody else may have chosen too. */
function placesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => placesOf(member, [...path, name]));
}

function plant<T>(value: T, [name, ...rest]: Path, text: string): T {
  if (name === undefined) return text as T; // a text takes the place of a text
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[name] = plant(copy[name], rest, text);
  return copy as T;
}

const SAMPLE = { alert: SECURITY, digest: DIGEST, resolution: DISMISSED };
/** Ours, and of a closed vocabulary: checked when the alert is read. */
const CLOSED = /\.(alert_id|fingerprint|severity|outcome)$/;
const PLACES = placesOf(SAMPLE).filter((path) => !CLOSED.test(`.${path.join('.')}`));

function leaks({ text, secret }: Planted, path: Path, context: FormatContext): boolean {
  const { alert, digest, resolution } = plant(SAMPLE, path, text);
  const shown = textsOf(alert, digest, resolution, context);
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')].some((form) =>
    shown.includes(form),
  );
}

describe('T18: a secret in any field of an alert', () => {
  test('there are fields to plant it in', () => {
    expect(PLACES.map((path) => path.join('.'))).toEqual(
      expect.arrayContaining([
        'alert.tag',
        'alert.message',
        'alert.run_url',
        'alert.entry.sha',
        'digest.groups.1.issue_url',
        'resolution.reason',
      ]),
    );
  });

  test.each(PLACES.map((path) => [path.join('.'), path] as const))(
    'of a known shape shows nowhere: %s',
    (_, path) => {
      const around = fc.constantFrom('', 'see ', '"', 'x=', '\\n', '%20', '(');
      fc.assert(
        fc.property(fc.oneof(...SHAPES), around, (secret, before) => {
          const text = `${before}${secret.text}`;
          expect([secret.shape, leaks({ ...secret, text }, path, CONTEXT)]).toEqual([
            secret.shape,
            false,
          ]);
        }),
        { numRuns: 20 },
      );
    },
  );

  test.each(PLACES.map((path) => [path.join('.'), path] as const))(
    'that the process knows shows in no form: %s',
    (_, path) => {
      fc.assert(
        fc.property(knownSecret, (secret) => {
          const redactor = createRedactor({ OPS_NOTIFY_TOKEN: secret.secret });
          expect([secret.shape, leaks(secret, path, { ...CONTEXT, redactor })]).toEqual([
            secret.shape,
            false,
          ]);
        }),
        { numRuns: 10 },
      );
    },
  );

  test('every shape is cut wherever it is planted', () => {
    for (const shape of SHAPES) {
      fc.assert(
        fc.property(shape, (secret) => {
          expect([secret.shape, leaks(secret, ['alert', 'message'], CONTEXT)]).toEqual([
            secret.shape,
            false,
          ]);
        }),
        { numRuns: 5 },
      );
    }
  });

  test('as the name of a member of the entry shows nowhere', () => {
    fc.assert(
      fc.property(fc.oneof(...SHAPES), ({ text, secret }) => {
        const alert = { ...SECURITY, entry: { [text]: 1, list: [{ [`x${text}`]: text }] } };
        expect(textsOf(alert, DIGEST, DISMISSED, CONTEXT)).not.toContain(secret);
      }),
      { numRuns: 30 },
    );
  });

  test('the tests above can fail: what is no secret does show', () => {
    const innocent = { shape: 'none', text: 'innocent', secret: 'innocent' };
    for (const path of [
      ['alert', 'tag'],
      ['alert', 'message'],
      ['digest', 'groups', '0', 'tag'],
      ['resolution', 'reason'],
    ]) {
      expect(leaks(innocent, path, CONTEXT)).toBe(true);
    }
  });
});
