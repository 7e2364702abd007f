import { runnerCommands } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDocument, toJson } from '../../src/format/json.ts';
import { hostileTexts, spoil } from './hostile.ts';
import {
  ALL_OF,
  ANY_OF,
  BAD_REPORTS,
  FAIL,
  FAIL_OF_THREE,
  FAIL_WITH_ROWS,
  INCONCLUSIVE,
  NONE,
  OLD_ROOT,
  PASS,
  PASS_BESIDE_OTHERS,
  PASS_BY_FALLBACK,
  ROWS,
  SILENT,
} from './sample-reports.ts';

describe('the JSON report', () => {
  test.each(BAD_REPORTS)('%s: is enough to act on without the log', (_, report) => {
    const { verdict, breaches, reports } = JSON.parse(toJson({ reports: [report] }));
    expect(verdict).toBe('fail');
    expect(breaches[0].reason).toBe(report.verdict === 'pass' ? '' : report.failureReason);
    for (const breach of breaches) {
      const { class: kind, spec, title, message, expected, actual, pointer, hint } = breach;
      for (const text of [kind, title, message, expected, actual, pointer, hint]) {
        expect(text).toMatch(/\S/);
      }
      expect(spec).toMatch(/^spec 1\.\d/);
      expect(pointer).toMatch(/^(\/|bundle:|certificate )/);
    }
    expect(reports[0].trust[0]).toMatchObject({
      newestAuthority: expect.stringMatching(/^2026-01-01T/),
      ageDays: 30,
    });
  });

  test.each(BAD_REPORTS)('%s: its failed checks have nothing left out either', (_, report) => {
    const [document] = toDocument({ reports: [report] }).reports;
    const failed = document?.attestations
      .flatMap(({ checks }) => checks)
      .filter(({ status }) => status === 'fail');
    expect(failed).not.toEqual([]);
    for (const check of failed ?? []) {
      expect(Object.keys(check)).toEqual(
        expect.arrayContaining(['reason', 'expected', 'actual', 'pointer', 'hint', 'spec']),
      );
    }
  });

  test('of a pass has no breach, also beside attestations that do not hold', () => {
    for (const report of [PASS, PASS_BESIDE_OTHERS]) {
      expect(toDocument({ reports: [report] })).toMatchObject({ verdict: 'pass', breaches: [] });
    }
  });

  test('explains every attestation that failed, the one that came furthest first', () => {
    const { breaches, reports } = toDocument({ reports: [FAIL_OF_THREE] });
    expect(breaches.map(({ check, reason }) => [check, reason])).toEqual([
      ['builder', 'builder_mismatch'],
      ['claims', 'claim_mismatch'],
      ['observed-time', 'timestamp_invalid'],
      ['bundle', 'predicate_malformed'],
    ]);
    expect(reports[0]?.attestations.map(({ name }) => name)).toEqual(
      FAIL_OF_THREE.attestations.map(({ name }) => name),
    );
  });

  test('says of no attestation what was looked for and what to do', () => {
    const { breaches } = toDocument({ reports: [NONE] });
    expect(breaches).toEqual([
      expect.objectContaining({
        reason: 'attestation_missing',
        class: 'evidence',
        expected: expect.stringMatching(/^an attestation of sha256:[0-9a-f]{64}$/),
        actual: 'none',
        hint: expect.stringContaining('--bundle'),
      }),
    ]);
  });

  test('T19: says which source could not give its whole answer, and what to do', () => {
    expect(toDocument({ reports: [SILENT] })).toMatchObject({
      verdict: 'inconclusive',
      breaches: [
        {
          status: 'inconclusive',
          reason: 'upstream_unavailable',
          class: 'transient',
          message: 'attestations of github.com/acme/widgets: the token may not read attestations',
          actual: 'not_permitted',
          hint: expect.stringContaining('permission'),
        },
      ],
    });
    expect(toDocument({ reports: [PASS_BY_FALLBACK] })).toMatchObject({
      verdict: 'pass',
      breaches: [],
    });
  });

  test('never shows a report that does not pass without a breach', () => {
    const checks = FAIL.attestations
      .flatMap(({ checks: all }) => all)
      .map((check) => ({ ...check, status: 'skipped' as const }));
    const silent = { ...FAIL, attestations: [{ name: 'x', verdict: 'fail' as const, checks }] };
    expect(toDocument({ reports: [silent] }).breaches).toEqual([
      expect.objectContaining({
        status: 'fail',
        reason: 'builder_mismatch',
        message: 'no attestation satisfies every check',
      }),
    ]);
  });

  test('keeps apart what could not be decided', () => {
    const { verdict, breaches } = toDocument({ reports: [INCONCLUSIVE] });
    expect(verdict).toBe('inconclusive');
    expect(toDocument({ reports: [OLD_ROOT] })).toMatchObject({
      verdict: 'inconclusive',
      breaches: [
        {
          check: 'trust-profile',
          reason: 'trust_root_unavailable',
          class: 'transient',
          actual: expect.stringMatching(/^30 days/),
        },
      ],
    });
    expect(breaches.map(({ status }) => status)).toEqual(Array(3).fill('inconclusive'));
  });

  test('the worst report decides, and what kept a report from being made counts', () => {
    const verdictOf = (outcome: Parameters<typeof toDocument>[0]) => toDocument(outcome).verdict;
    const [problem] = toDocument({ reports: [NONE] }).breaches;
    expect(verdictOf({ reports: [PASS, PASS] })).toBe('pass');
    expect(verdictOf({ reports: [PASS, INCONCLUSIVE] })).toBe('inconclusive');
    expect(verdictOf({ reports: [INCONCLUSIVE, FAIL, PASS] })).toBe('fail');
    expect(verdictOf({ reports: [PASS], problems: problem ? [problem] : [] })).toBe('fail');
    expect(verdictOf({ reports: [] })).toBe('inconclusive');
    expect(verdictOf({ reports: [PASS], verdict: 'inconclusive' })).toBe('inconclusive');
  });

  test('spec 1.2: what a newer root might know says how old the root is', () => {
    const [, report] = BAD_REPORTS.find(([name]) => name === 'another root') ?? [];
    const { breaches } = toDocument({ reports: report ? [report] : [] });
    expect(breaches[0]?.hint).toContain('test root, whose newest authority is of 2026-01-01');
    expect(breaches[0]?.hint).toContain('--trusted-root');
  });

  test('names the expectations that were not met', () => {
    expect(toDocument({ reports: [ANY_OF] }).breaches).toEqual([]);
    expect(toDocument({ reports: [ALL_OF] }).breaches).toMatchObject([
      { policy: 'publish', check: 'identity', reason: 'policy_violation' },
    ]);
  });

  test('carries the pairs of the agreement table', () => {
    const { breaches } = toDocument({ reports: [FAIL_WITH_ROWS] });
    expect(breaches.find(({ check }) => check === 'claims')?.rows).toEqual(ROWS);
  });

  test('T16: is the same value, and prints as it is', () => {
    fc.assert(
      fc.property(hostileTexts, (text) => {
        const outcome = { reports: [spoil(FAIL_WITH_ROWS, text)] };
        const json = toJson(outcome);
        expect(JSON.parse(json)).toEqual(toDocument(outcome));
        expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(runnerCommands(json)).toEqual([]);
      }),
    );
  });
});
