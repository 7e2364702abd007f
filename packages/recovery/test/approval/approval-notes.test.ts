import { describe, expect, it } from 'vitest';
import { approvalNotes } from '../../src/approval/approval-notes.ts';
import type { ApprovalDecision } from '../../src/approval/decide-approval.ts';

const refused = [{ problem: 'edited', url: 'https://github.com/acme/widgets/issues/1#x' }] as const;
const approval = {
  planDigest: 'a'.repeat(64),
  kind: 'comment',
  by: { id: '3', login: 'carol', isBot: false },
  at: '2026-10-01T00:00:00.000Z',
  evidence: 'https://github.com/acme/widgets/issues/1#y',
} as const;
const EDITED = 'https://github.com/acme/widgets/issues/1#x does not count: edited';

describe('approvalNotes (S6.1, T4)', () => {
  it('says of each word that does not count where it stands and why', () => {
    const decided: ApprovalDecision = { decision: 'pending', refused, hints: [] };
    expect(approvalNotes(decided)).toEqual([EDITED]);
  });

  it('says who denied it, and where', () => {
    expect(approvalNotes({ decision: 'denied', refused, approval })).toEqual([
      EDITED,
      'denied by 3: https://github.com/acme/widgets/issues/1#y',
    ]);
  });

  it('says what to do where nothing can be told', () => {
    const decided: ApprovalDecision = {
      decision: 'inconclusive',
      refused: [],
      hints: ['the team cannot be read: give a token with read:org'],
    };
    expect(approvalNotes(decided)).toEqual([
      'approval is inconclusive: the team cannot be read: give a token with read:org',
    ]);
  });

  it('says nothing of what is approved', () => {
    expect(approvalNotes({ decision: 'granted', refused, approval })).toEqual([]);
  });

  it('tells the last of many', () => {
    const many = Array.from({ length: 50 }, (_, n) => ({
      problem: 'wrong_digest' as const,
      url: `https://github.com/acme/widgets/issues/1#${n}`,
    }));
    const notes = approvalNotes({ decision: 'pending', refused: many, hints: [] });
    expect(notes).toHaveLength(8);
    expect(notes.at(-1)).toBe(
      'https://github.com/acme/widgets/issues/1#49 does not count: wrong_digest',
    );
  });
});
