import { describe, expect, test } from 'vitest';
import { ADA, comment, DIGEST, decide, environment, GRACE } from './approval-fixture.ts';

describe('T19: what cannot be read approves nothing, and says what to do', () => {
  test('the team', () => {
    const decision = decide([comment], {
      evidence: { team: { slug: 'ops-gov', members: undefined } },
    });
    expect(decision).toMatchObject({
      decision: 'inconclusive',
      hints: [expect.stringContaining('"members: read"')],
    });
  });

  test('whether a text was edited; a stronger approval that is readable still counts', () => {
    const unknown = { ...comment, edited: 'unknown' } as const;
    expect(decide([unknown]).decision).toBe('inconclusive');
    expect(decide([unknown, environment]).decision).toBe('granted');
  });

  test('a place where a denial may be', () => {
    const decision = decide([environment], {
      evidence: { gaps: ['the comments could not be read'] },
    });
    expect(decision).toMatchObject({
      decision: 'inconclusive',
      hints: ['the comments could not be read'],
    });
  });
});

describe('a denial', () => {
  const denial = { ...comment, body: `/deny ${DIGEST}`, url: 'https://github.com/denied' };
  test('of a member goes before every approval, in whatever order', () => {
    expect(decide([environment, denial])).toMatchObject({
      decision: 'denied',
      approval: { by: GRACE, evidence: denial.url },
    });
    expect(decide([denial, environment]).decision).toBe('denied');
  });

  test('counts though it was edited or came by mail, and of the one who asked: it stops, and starts nothing', () => {
    expect(decide([{ ...denial, edited: 'yes', isByEmail: true, by: ADA }]).decision).toBe(
      'denied',
    );
  });

  test('of somebody outside counts as little as their approval, and of another plan not at all', () => {
    expect(decide([{ ...denial, by: { ...GRACE, id: '4' } }, environment]).decision).toBe(
      'granted',
    );
    expect(decide([{ ...denial, body: `/deny ${'cd'.repeat(32)}` }, environment]).decision).toBe(
      'granted',
    );
  });

  test('by somebody whose membership cannot be read leaves it open', () => {
    const team = { slug: 'ops-gov', members: undefined };
    expect(decide([denial, environment], { evidence: { team } }).decision).toBe('inconclusive');
  });
});
