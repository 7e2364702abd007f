import { describe, expect, test } from 'vitest';
import { parseApprovalCommand } from '../../src/approval/approval-command.ts';

const DIGEST = 'a'.repeat(64);
/** As long as GitHub lets a comment be. */
const LONGEST = 65_536;

describe('the first line of what people write (T4)', () => {
  test.each([
    [`/approve ${DIGEST}`, 'approve'],
    [` \t\r\n\n /deny ${DIGEST} \t\r\nand why`, 'deny'],
    [`/approve ${DIGEST} please`, 'malformed'],
    [`/approve ${DIGEST.slice(1)}`, 'malformed'],
    [`/approve ${DIGEST.toUpperCase()}`, 'malformed'],
    [`/approve\u{a0}${DIGEST}`, 'malformed'],
    [`Do not\n/approve ${DIGEST}`, 'none'],
    [`> /approve ${DIGEST}`, 'malformed'],
    ['', 'none'],
    [' \n \n', 'none'],
  ])('%j is %s', (body, verb) => {
    expect(parseApprovalCommand(body).verb).toBe(verb);
  });

  test('T19: a comment of blanks that an outsider writes costs no more than reading it', () => {
    const body = `a${' '.repeat(LONGEST - 2)}b`;
    // looking back at each blank takes ten seconds for one of them, and the test its time out
    for (let count = 0; count < 50; count += 1) {
      expect(parseApprovalCommand(body)).toEqual({ verb: 'none' });
    }
    expect(parseApprovalCommand(' '.repeat(LONGEST))).toEqual({ verb: 'none' });
  });
});
