import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/statement/schemas.ts';
import { checkVsaSubject } from '../../../src/vsa/checks/subject.ts';
import type { VsaSubject } from '../../../src/vsa/expected-subject.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const LONG = 'c'.repeat(128);
const COMMIT = 'd'.repeat(40);

type Subject = Statement['subject'][number];

function check(stated: readonly Subject[], ...wanted: [VsaSubject, ...VsaSubject[]]) {
  const statement: Statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [...stated],
    predicateType: 'https://slsa.dev/verification_summary/v1',
  };
  return checkVsaSubject(statement, { subjects: wanted });
}

describe('check subject of a summary (SLSA VSA step 2, spec 1.6, T10)', () => {
  test('holds when each of several is a subject', () => {
    const stated = [
      { name: 'x', digest: { sha256: A } },
      { name: 'y', digest: { gce_image_id: '7' } },
    ];
    expect(
      check(stated, { name: 'x.tgz', sha256: A }, { name: 'y', digest: { gce_image_id: '7' } }),
    ).toMatchObject({
      status: 'pass',
      pointer: '/subject/0',
      actual: 'x, y',
    });
  });

  test('fails when one of several is none, and names it alone', () => {
    const stated = [{ name: 'x', digest: { sha256: A } }];
    expect(check(stated, { name: 'x.tgz', sha256: A }, { name: 'y.tgz', sha256: B })).toMatchObject(
      {
        status: 'fail',
        reason: 'subject_mismatch',
        message: 'the summary is not about y.tgz',
        expected: `sha256:${B}`,
        actual: `x sha256:${A}`,
      },
    );
  });

  test('every SHA-2 digest that a subject states must be known and equal', () => {
    const stated = [{ name: 'x', digest: { sha256: A, sha512: LONG } }];
    expect(check(stated, { name: 'x', sha256: A, sha512: LONG }).status).toBe('pass');
    expect(check(stated, { name: 'x', sha256: A, sha512: 'd'.repeat(128) }).status).toBe('fail');
    expect(check(stated, { name: 'x', sha256: A }).status).toBe('fail');
    expect(check(stated, { name: 'x', digest: { sha256: A, gitBlob: COMMIT } }).status).toBe(
      'fail',
    );
  });

  test('what is known by an id of another kind is found by it, and every given one must agree', () => {
    const stated = [{ name: 'x', digest: { gce_image_id: '7', sha256: A } }];
    expect(check(stated, { name: 'x', digest: { gce_image_id: '7' } }).status).toBe('pass');
    expect(check(stated, { name: 'x', digest: { gce_image_id: '7', sha256: A } }).status).toBe(
      'pass',
    );
    expect(check(stated, { name: 'x', digest: { gce_image_id: '7', sha256: B } }).status).toBe(
      'fail',
    );
    expect(check(stated, { name: 'x', digest: { gce_image_id: '8', sha256: A } }).status).toBe(
      'fail',
    );
    expect(check(stated, { name: 'x', digest: { gce_image_id: '8' } }).status).toBe('fail');
    expect(check(stated, { name: 'x', digest: { gitCommit: COMMIT } }).status).toBe('fail');
  });

  test.each([['constructor'], ['toString'], ['hasOwnProperty']])(
    'an id of the kind %s is looked for among the stated ones only',
    (kind) => {
      const stated = [{ name: 'x', digest: { sha256: A } }];
      expect(check(stated, { name: 'x', digest: { [kind]: '7' } }).status).toBe('fail');
    },
  );

  test('a stated name must be the subject’s', () => {
    const stated = [{ name: 'x', digest: { sha256: A } }];
    expect(check(stated, { name: 'f', sha256: A, subjectName: 'x' }).status).toBe('pass');
    expect(check(stated, { name: 'f', sha256: A, subjectName: 'y' })).toMatchObject({
      status: 'fail',
      expected: `sha256:${A}, named y`,
    });
    const purl = [{ name: 'pkg:npm/%40acme/widgets@1.2.3', digest: { sha256: A } }];
    const named = { name: 'f', sha256: A, subjectName: 'pkg:npm/@acme/widgets@1.2.3' };
    expect(check(purl, named).status).toBe('pass');
  });

  test.each<[string, Subject]>([
    ['no digest', { name: 'x' }],
    ['an empty digest set', { name: 'x', digest: {} }],
    ['a null digest', { name: 'x', digest: null }],
    ['upper-case hex', { name: 'x', digest: { sha256: A.toUpperCase() } }],
    ['sha1 only', { name: 'x', digest: { sha1: COMMIT } }],
    ['an algorithm in upper case', { name: 'x', digest: { SHA256: A } }],
  ])('malformed: a subject with %s matches nothing', (_, subject) => {
    expect(check([subject], { name: 'x', sha256: A }).status).toBe('fail');
  });

  test('opted out of, it has nothing to judge', () => {
    const statement = { subject: [{ name: 'x' }] } as unknown as Statement;
    expect(checkVsaSubject(statement, {})).toMatchObject({ status: 'not_applicable' });
  });

  test('a great many subjects are not all written out', () => {
    const stated = Array.from({ length: 1000 }, (_, n) => ({
      name: `f${n}`,
      digest: { sha256: B },
    }));
    const { actual } = check(stated, { name: 'x', sha256: A });
    expect(actual).toContain('and 992 more');
  });

  test('passes exactly when some subject has the digest, whatever else is there', () => {
    const digest = fc.stringMatching(/^[ab]{64}$/);
    fc.assert(
      fc.property(fc.array(digest, { minLength: 1 }), digest, (subjects, wanted) => {
        const stated = subjects.map((sha256) => ({ name: 'x', digest: { sha256 } }));
        const { status } = check(stated, { name: 'x', sha256: wanted });
        expect(status).toBe(subjects.includes(wanted) ? 'pass' : 'fail');
      }),
    );
  });
});
