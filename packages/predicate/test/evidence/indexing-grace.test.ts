import { describe, expect, test } from 'vitest';
import { applyIndexingGrace } from '../../src/evidence/index.ts';

const NONE = { source: 'api', bundles: [], problems: [] };
const NOW = Date.parse('2026-01-31T12:00:00Z');

describe('applyIndexingGrace', () => {
  test('spec 1.2: none within 600 s of the run is not definite', () => {
    const outcome = applyIndexingGrace(NONE, { completedAt: NOW - 599_999, now: NOW });
    expect(outcome.problems).toEqual([
      {
        reason: 'not_indexed_yet',
        message:
          'no attestation yet, and the run ended 599 s ago: it may take 600 s until one can be found',
      },
    ]);
  });

  test('spec 1.2: none 600 s after the run is definite', () => {
    expect(applyIndexingGrace(NONE, { completedAt: NOW - 600_000, now: NOW })).toBe(NONE);
    expect(applyIndexingGrace(NONE, { completedAt: NOW - 60_000, now: NOW, graceMs: 60_000 })).toBe(
      NONE,
    );
  });

  test('none of a run that goes on is not definite', () => {
    expect(applyIndexingGrace(NONE, { now: NOW }).problems[0]?.reason).toBe('not_indexed_yet');
  });

  test('a clock that is behind GitHub’s does not make it definite', () => {
    const ahead = applyIndexingGrace(NONE, { completedAt: NOW + 5_000, now: NOW });
    expect(ahead.problems).toHaveLength(1);
  });

  test('an answer that has something, or a problem already, stays as it is', () => {
    const some = { ...NONE, bundles: [{ name: 'a', content: '{}' }] };
    const late = { ...NONE, problems: [{ reason: 'rate_limited', message: 'x' } as const] };
    expect(applyIndexingGrace(some, { now: NOW })).toBe(some);
    expect(applyIndexingGrace(late, { now: NOW })).toBe(late);
  });
});
