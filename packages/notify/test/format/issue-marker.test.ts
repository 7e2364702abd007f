import { describe, expect, test } from 'vitest';
import { issueMarker, readIssueMarker } from '../../src/format/issue-marker.ts';

const PRINT = 'b2'.repeat(32);
const ALERT = 'a1'.repeat(32);

describe('the marker of an Issue', () => {
  test('S2.6: is read as it was written', () => {
    expect(readIssueMarker(`${issueMarker(PRINT, ALERT)}\n\nx`)).toBe(PRINT);
    expect(readIssueMarker(`${issueMarker(PRINT, ALERT)}\r\nx`)).toBe(PRINT);
    expect(readIssueMarker(issueMarker(PRINT) ?? '')).toBe(PRINT);
    expect(issueMarker(PRINT, ALERT)).toBe(`<!-- provkit:fingerprint=${PRINT} alert=${ALERT} -->`);
  });

  test.each(['', ' ', 'a b', 'a-->', PRINT.toUpperCase(), `${PRINT}\n`, PRINT.slice(1)])(
    'T3: is not written for %j',
    (text) => {
      expect(issueMarker(text, ALERT)).toBeUndefined();
      expect(issueMarker(PRINT, text)).toBeUndefined();
    },
  );

  test.each([
    ` <!-- provkit:fingerprint=${PRINT} -->`,
    `\n<!-- provkit:fingerprint=${PRINT} -->`,
    `text\n<!-- provkit:fingerprint=${PRINT} -->`,
    `<!-- provkit:fingerprint=${PRINT} --> more`,
    `<!-- provkit:fingerprint=${PRINT} x -->`,
    `\`<!-- provkit:fingerprint=${PRINT} -->\``,
    '<!-- provkit:fingerprint= -->',
    '',
  ])('T3: is not read from %j', (body) => {
    expect(readIssueMarker(body)).toBeUndefined();
  });
});
