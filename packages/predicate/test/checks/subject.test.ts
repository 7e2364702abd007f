import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSubject } from '../../src/checks/subject.ts';
import type { Statement } from '../../src/statement/schemas.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const LONG = 'c'.repeat(128);

function about(...subject: Statement['subject']): Statement {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'https://example.com/x',
  };
}

describe('check subject (S1.2b, spec 1.6, T10)', () => {
  test('holds when one of several subjects has the digest', () => {
    const statement = about(
      { name: 'other', digest: { sha256: B } },
      { name: 'x', digest: { sha256: A } },
    );
    expect(checkSubject(statement, [{ name: 'x.tgz', sha256: A }])).toMatchObject({
      status: 'pass',
      pointer: '/subject/1',
    });
  });

  test('fails for another artifact', () => {
    const result = checkSubject(about({ name: 'x', digest: { sha256: A } }), [
      { name: 'x', sha256: B },
    ]);
    expect(result).toMatchObject({
      status: 'fail',
      reason: 'subject_mismatch',
      expected: `sha256:${B}`,
    });
  });

  test('fails when one of several artifacts is no subject', () => {
    const artifacts = [
      { name: 'x', sha256: A },
      { name: 'y', sha256: B },
    ];
    expect(checkSubject(about({ name: 'x', digest: { sha256: A } }), artifacts).status).toBe(
      'fail',
    );
  });

  test('every accepted algorithm that a subject states must be equal', () => {
    const statement = about({ name: 'x', digest: { sha256: A, sha512: LONG } });
    const other = 'd'.repeat(128);
    expect(checkSubject(statement, [{ name: 'x', sha256: A, sha512: LONG }]).status).toBe('pass');
    expect(checkSubject(statement, [{ name: 'x', sha256: A, sha512: other }]).status).toBe('fail');
    expect(checkSubject(statement, [{ name: 'x', sha256: A }]).status).toBe('fail');
  });

  test.each([['sha1'], ['md5'], ['gitCommit'], ['SHA256']])(
    '%s never matches an artifact',
    (algorithm) => {
      const statement = about({ name: 'x', digest: { [algorithm]: A } });
      expect(checkSubject(statement, [{ name: 'x', sha256: A }]).status).toBe('fail');
    },
  );

  test('a digest that cannot be compared is told which one is needed', () => {
    const result = checkSubject(about({ name: 'x', digest: { sha512: LONG } }), [
      { name: 'x', sha256: A },
    ]);
    expect(result.hint).toContain('sha512');
  });

  test('a stated name must be the subject’s, percent-encoded or not', () => {
    const statement = about({ name: 'pkg:npm/%40acme/widgets@1.2.3', digest: { sha256: A } });
    const named = (subjectName: string) => [{ name: 'x', sha256: A, subjectName }];
    expect(checkSubject(statement, named('pkg:npm/@acme/widgets@1.2.3')).status).toBe('pass');
    expect(checkSubject(statement, named('pkg:npm/@acme/gadgets@1.2.3')).status).toBe('fail');
  });

  test.each([
    ['no digest', { name: 'x' }],
    ['an empty digest set', { name: 'x', digest: {} }],
    ['a null digest', { name: 'x', digest: null }],
    ['upper-case hex', { name: 'x', digest: { sha256: A.toUpperCase() } }],
  ])('malformed: a subject with %s matches nothing', (_, subject) => {
    expect(checkSubject(about(subject), [{ name: 'x', sha256: A }]).status).toBe('fail');
  });

  test('passes exactly when some subject states the digest, whatever else is there', () => {
    const digest = fc.stringMatching(/^[ab]{64}$/);
    fc.assert(
      fc.property(fc.array(digest, { minLength: 1 }), digest, (subjects, wanted) => {
        const statement = about(...subjects.map((sha256) => ({ name: 'x', digest: { sha256 } })));
        const { status } = checkSubject(statement, [{ name: 'x', sha256: wanted }]);
        expect(status).toBe(subjects.includes(wanted) ? 'pass' : 'fail');
      }),
    );
  });
});
