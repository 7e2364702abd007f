import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApprovalStatement } from '../../src/approval/approval-statement.ts';
import {
  ADA,
  COMMIT,
  comment,
  DIGEST,
  decide,
  environment,
  GRACE,
  HEAD,
  NOW,
  plan,
  review,
} from './approval-fixture.ts';

/** What becomes of one statement that must not count. */
const problemOf = (statement: ApprovalStatement, changes = {}) => {
  const decision = decide([statement], changes);
  return [decision.decision, decision.refused.map(({ problem }) => problem)];
};

describe('an approval that counts (S3.8, S6.1)', () => {
  test.each([
    ['environment', environment],
    ['review', review],
    ['comment', comment],
  ])(
    'is a %s of a member of the team for exactly this plan, and says who, when and where',
    (kind, statement) => {
      expect(decide([statement])).toEqual({
        decision: 'granted',
        approval: {
          planDigest: DIGEST,
          kind,
          by: GRACE,
          at: kind === 'environment' ? NOW : '2026-02-01T09:30:00Z',
          evidence: statement.url,
        },
        refused: [],
      });
    },
  );

  test('is the strongest one that there is, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([comment, review, environment], { minLength: 1 }), (said) => {
        const strongest = [environment, review, comment].find((one) => said.includes(one));
        const decision = decide(said);
        return 'approval' in decision && decision.approval.kind === strongest?.kind;
      }),
    );
  });

  test('may be followed by more text, and begin after empty lines', () => {
    const body = `\r\n  /approve ${DIGEST}  \r\nLooks fine to me.`;
    expect(decide([{ ...comment, body }]).decision).toBe('granted');
  });

  test('within the second of the plan is not before it, since GitHub counts in seconds', () => {
    expect(decide([{ ...comment, at: '2026-02-01T09:00:00Z' }]).decision).toBe('granted');
  });
});

describe('T4: what is no approval', () => {
  const otherDigest = `/approve ${'cd'.repeat(32)}`;
  test.each<[title: string, ApprovalStatement, problem: string]>([
    [
      'a comment replayed from another run, whose plan has another digest',
      { ...comment, body: otherDigest },
      'wrong_digest',
    ],
    ['a gate passed for another plan', { ...environment, body: otherDigest }, 'wrong_digest'],
    [
      'a prefix of the digest',
      { ...comment, body: `/approve ${DIGEST.slice(0, 12)}` },
      'malformed_command',
    ],
    [
      'the digest in capitals',
      { ...comment, body: `/approve ${DIGEST.toUpperCase()}` },
      'malformed_command',
    ],
    [
      'a Cyrillic letter in the command',
      { ...comment, body: `/\u0430pprove ${DIGEST}` },
      'malformed_command',
    ],
    ['a full-width slash', { ...comment, body: `\uFF0Fapprove ${DIGEST}` }, 'malformed_command'],
    ['a no-break space', { ...comment, body: `/approve\u00A0${DIGEST}` }, 'malformed_command'],
    [
      'an invisible letter in the digest',
      { ...comment, body: `/approve ${DIGEST.slice(0, 63)}\u200Bb` },
      'malformed_command',
    ],
    ['a comment that was edited', { ...comment, edited: 'yes' }, 'edited'],
    ['a review whose text was edited', { ...review, edited: 'yes' }, 'edited'],
    ['a comment that came in by mail', { ...comment, isByEmail: true }, 'by_email'],
    ['a word of the one who asked', { ...comment, by: ADA }, 'self_approval'],
    [
      'a word of the one who asked, under a new login',
      { ...comment, by: { ...ADA, login: 'someone-else' } },
      'self_approval',
    ],
    [
      'somebody outside, under a login that a member gave up',
      { ...comment, by: { ...GRACE, id: '4' } },
      'not_in_team',
    ],
    ['a bot', { ...comment, by: { ...GRACE, isBot: true } }, 'bot'],
    ['an account that is gone', { ...comment, by: undefined }, 'no_account'],
    ['a word from before the plan', { ...comment, at: '2026-02-01T08:59:59Z' }, 'before_plan'],
    ['a word without a time', { ...comment, at: '' }, 'before_plan'],
    ['a word from after the expiry', { ...comment, at: '2026-02-02T09:00:00Z' }, 'after_expiry'],
    ['a review that was dismissed', { ...review, state: 'DISMISSED' }, 'dismissed'],
    ['a review that only remarks', { ...review, state: 'COMMENTED' }, 'not_approving'],
    ['a review of an earlier commit', { ...review, commit: COMMIT }, 'stale_commit'],
    ['a review of no known commit', { ...review, commit: undefined }, 'stale_commit'],
    [
      'the gate of another environment',
      { ...environment, environment: 'npm' },
      'other_environment',
    ],
    [
      'a gate that was rejected with the words of an approval',
      { ...environment, state: 'rejected' },
      'not_approving',
    ],
  ])('%s', (_, statement, problem) => {
    expect(problemOf(statement)).toEqual(['pending', [problem]]);
  });

  test('a review of the head, when another commit was to be reviewed', () => {
    expect(problemOf(review, { plan: { reviewedCommit: COMMIT } })).toEqual([
      'pending',
      ['stale_commit'],
    ]);
  });

  test('a review that its author took back with a later one; a remark takes nothing back', () => {
    const later = { ...review, body: 'On second thoughts', state: 'CHANGES_REQUESTED' };
    expect(decide([review, later]).refused).toEqual([{ problem: 'withdrawn', url: review.url }]);
    expect(decide([review, { ...later, state: 'DISMISSED' }]).decision).toBe('pending');
    expect(decide([later, review]).decision).toBe('granted');
    expect(decide([review, { ...later, by: ADA }]).decision).toBe('granted');
    expect(decide([review, { ...later, state: 'COMMENTED' }]).decision).toBe('granted');
  });

  test('anything once the tag moved, or is gone, though it was right when it was said', () => {
    const moved = decide([environment], { evidence: { tagCommit: HEAD } });
    expect(moved).toMatchObject({
      decision: 'invalidated',
      hints: [expect.stringContaining(HEAD)],
    });
    expect(decide([environment], { evidence: { tagCommit: undefined } }).decision).toBe(
      'invalidated',
    );
  });

  test('anything once the plan has expired, to the millisecond', () => {
    expect(decide([environment], {}, '2026-02-02T08:59:59.999Z').decision).toBe('granted');
    expect(decide([environment], {}, plan.expiresAt).decision).toBe('expired');
    expect(decide([environment], {}, 'no time').decision).toBe('expired');
    expect(decide([environment], { plan: { expiresAt: 'never' } }).decision).toBe('expired');
  });

  test('a member who was removed since: who is in the team now is what counts', () => {
    const evidence = { team: { slug: 'ops-gov', members: ['2'] } };
    expect(problemOf(comment, { evidence })).toEqual(['pending', ['not_in_team']]);
  });

  test('a kind of statement, or an environment, that the policy does not name', () => {
    const policy = { kinds: ['environment'], environment: 'release' } as const;
    expect(problemOf(comment, { policy })).toEqual(['pending', ['kind_not_accepted']]);
    expect(problemOf(environment, { policy })).toEqual(['pending', ['other_environment']]);
    expect(decide([{ ...environment, environment: 'release' }], { policy }).decision).toBe(
      'granted',
    );
  });

  test('a command beside which there is more than blanks, even if Unicode calls it a space', () => {
    for (const body of [
      `\u00A0/approve ${DIGEST}`,
      `/approve ${DIGEST}\u2028`,
      `/approve ${DIGEST}\uFEFF`,
    ]) {
      expect(problemOf({ ...comment, body })).toEqual(['pending', ['malformed_command']]);
    }
  });

  test('a command that is quoted, explained in a block of code, or not in the first line', () => {
    for (const body of [
      `> /approve ${DIGEST}`,
      `To approve:\n/approve ${DIGEST}`,
      `\`/approve ${DIGEST}\``,
    ]) {
      expect(decide([{ ...comment, body }]).decision).toBe('pending');
    }
  });

  test('no text but the command itself approves', () => {
    const letters = fc.constantFrom(...'/aprove \u0430\u00A0\t\n>`', ...DIGEST.slice(0, 2), DIGEST);
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 14 }), (parts) => {
        const body = parts.join('');
        const isCommand = new RegExp(`^[ \\t\\n]*/approve ${DIGEST}[ \\t]*(?:\\n|$)`).test(body);
        return (decide([{ ...comment, body }]).decision === 'granted') === isCommand;
      }),
      { numRuns: 2000 },
    );
  });
});
