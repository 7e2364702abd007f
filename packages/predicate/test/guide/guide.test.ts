import { describe, expect, test } from 'vitest';
import { CATALOG, CHECK_GUIDES, CHECK_IDS, REASONS } from '../../src/guide/index.ts';
import { BAD_REPORTS } from '../format/sample-reports.ts';

/** Sentences: a capital, no blank at the ends or doubled, and a full stop. */
const SENTENCES = /^(?:[A-Z]|https:)(?:\S| (?! ))*\.$/;

describe('the guides', () => {
  test.each(Object.entries(REASONS))(
    '%s says what it means, what causes it and what to do',
    (_, guide) => {
      const { meaning, causes, fix } = guide;
      expect(causes.length).toBeGreaterThan(0);
      expect(fix.length).toBeGreaterThan(0);
      for (const text of [meaning, ...causes, ...fix]) expect(text).toMatch(SENTENCES);
    },
  );

  test.each(Object.entries(CHECK_GUIDES))(
    'the check %s says what is wrong, why it is asked and where to look',
    (_, guide) => {
      for (const text of [guide.problem, guide.why]) expect(text).toMatch(SENTENCES);
      expect(guide.place).toMatch(/^(\/|bundle:|certificate )/);
    },
  );

  test('each check is named by the reason that its failure usually gives', () => {
    for (const id of CHECK_IDS) expect(REASONS[CATALOG[id].reason].checks).toContain(id);
  });

  test('the checks of a reason are in their order', () => {
    const order = Object.keys(CHECK_GUIDES);
    for (const { checks } of Object.values(REASONS)) {
      expect(checks).toEqual(checks.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    }
  });

  test.each(BAD_REPORTS)('%s: the reason names the check that gave it', (_, report) => {
    for (const { id, status, reason } of report.attestations.flatMap(({ checks }) => checks)) {
      if (status === 'fail' && reason) expect(REASONS[reason].checks).toContain(id);
    }
  });
});
