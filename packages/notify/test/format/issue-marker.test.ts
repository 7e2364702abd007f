import { describe, expect, test } from 'vitest';
import { issueMarker, readIssueMarker } from '../../src/format/issue-marker.ts';

describe('the marker of an Issue', () => {
  test('S2.6: is read as it was written', () => {
    expect(readIssueMarker(`${issueMarker('b2'.repeat(32))}\n\nx`)).toBe('b2'.repeat(32));
    expect(readIssueMarker(`${issueMarker('a.b:c-d_1')}\r\nx`)).toBe('a.b:c-d_1');
  });

  test.each(['', ' ', 'a b', 'a-->', 'x'.repeat(201), 'a\nb'])(
    'is not written for %j',
    (fingerprint) => {
      expect(issueMarker(fingerprint)).toBeUndefined();
    },
  );

  test.each([
    ' <!-- provkit:fingerprint=x -->',
    '\n<!-- provkit:fingerprint=x -->',
    'text\n<!-- provkit:fingerprint=x -->',
    '<!-- provkit:fingerprint=x --> more',
    '<!-- provkit:fingerprint=x y -->',
    '`<!-- provkit:fingerprint=x -->`',
    '',
  ])('T3: is not read from %j', (body) => {
    expect(readIssueMarker(body)).toBeUndefined();
  });
});
