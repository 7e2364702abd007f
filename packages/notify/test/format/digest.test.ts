import { renderSlackMessage } from '@provkit/testkit/slack-html';
import { elements, hostileText, parseHtml, skeleton, textOf } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageText } from '../../src/format/age-text.ts';
import { type Digest, formatDigest } from '../../src/format/digest.ts';
import { slackProblems } from './block-kit.ts';
import { CONTEXT } from './sample-alerts.ts';
import { DIGEST } from './sample-digests.ts';
import { spoil } from './spoil.ts';

const page = (digest: Digest, context = CONTEXT) =>
  parseHtml(renderSlackMessage(formatDigest(digest, context)));
const words = (digest: Digest, context = CONTEXT) => page(digest, context).map(textOf).join('\n');

describe('the digest', () => {
  test('S4.6: lists what is open, oldest first, with what nobody acknowledged', () => {
    const text = words(DIGEST);
    expect(text).toMatch(/^Provenance: 3 open failures, 5 alerts\n/);
    expect(text).toContain('ops-team: 1 critical, 2 not acknowledged.');
    expect(text).toContain(
      'open for 3 d 4 h · 3 alerts, the last 2 h 30 min ago · not acknowledged · Issue 17 · last run',
    );
    expect(text.match(/subject_mismatch|predicate_mismatch|attestation_missing/g)).toEqual([
      'subject_mismatch',
      'predicate_mismatch',
      'attestation_missing',
    ]);
    expect(slackProblems(formatDigest(DIGEST, CONTEXT))).toEqual([]);
  });

  test('S2.8: mentions the team where its group is known, and nothing else', () => {
    const mentions = (opsTeamGroup: string) =>
      elements(page(DIGEST, { ...CONTEXT, opsTeamGroup }), 'span').map(textOf);
    expect(mentions('S0123ABCD')).toEqual(['!subteam^S0123ABCD']);
    expect(mentions('S0123ABCD> <!channel')).toEqual([]);
  });

  test('says that there is nothing to do', () => {
    const text = words({ ...DIGEST, groups: [] });
    expect(text).toContain('Provenance: no open failures');
    expect(text).toContain('ops-team: nothing to do.');
  });

  test('of more than fit, says how many newer ones are left out', () => {
    const group = DIGEST.groups[1];
    if (!group) throw new Error('no sample');
    const groups = Array.from({ length: 200 }, (_, index) => ({
      ...group,
      tag: `v0.0.${index}`,
      first_at: new Date(Date.parse('2026-01-01T00:00:00.000Z') + index).toISOString(),
    }));
    const message = formatDigest({ ...DIGEST, groups: groups.toReversed() }, CONTEXT);
    expect(slackProblems(message)).toEqual([]);
    const text = words({ ...DIGEST, groups: groups.toReversed() });
    const shown = text.match(/v0\.0\.\d+/g) ?? [];
    expect(shown).toEqual(groups.slice(0, shown.length).map(({ tag }) => tag));
    expect(shown.length).toBeGreaterThan(20);
    const left = 200 - shown.length;
    expect(text).toContain(`${left} newer failures left out, ${left} of them critical.`);
  });

  test('T16: nothing that comes from outside is more than text, and the limits are kept', () => {
    const plain = skeleton(page(spoil(DIGEST, () => 'x')));
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1 }), fc.nat(20_000), (texts, length) => {
        let next = 0;
        const hostile = spoil(DIGEST, () => {
          next += 1;
          return `x${texts[next % texts.length]}`.repeat(next % 5 === 0 ? length / 10 : 1);
        });
        expect(skeleton(page(hostile))).toEqual(plain);
        expect(slackProblems(formatDigest(hostile, CONTEXT))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    [0, 'less than 1 min'],
    [-5, 'less than 1 min'],
    [59_999, 'less than 1 min'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [5_460_000, '1 h 31 min'],
    [86_400_000, '1 d'],
    [273_600_000, '3 d 4 h'],
    [Number.NaN, 'an unknown time'],
  ])('an age of %d ms is said as %s', (ms, text) => {
    const from = '2026-01-01T00:00:00.000Z';
    const to = Number.isNaN(ms) ? 'x' : new Date(Date.parse(from) + ms).toISOString();
    expect(ageText(from, to)).toBe(text);
  });
});
