import { describe, expect, test } from 'vitest';
import {
  assertVsaSubject,
  parseVsaSubject,
  type VsaSubject,
} from '../../src/vsa/expected-subject.ts';

const invalid = expect.objectContaining({ name: 'PredicateError', code: 'ARTIFACT_INVALID' });
const A = 'a'.repeat(64);

describe('an expected subject', () => {
  test.each<[string, VsaSubject]>([
    [`sha256:${A}`, { name: `sha256:${A}`, sha256: A }],
    [`sha512:${A}${A}`, { name: `sha512:${A}${A}`, sha512: `${A}${A}` }],
    [
      `gitCommit:${'b'.repeat(40)}`,
      { name: `gitCommit:${'b'.repeat(40)}`, digest: { gitCommit: 'b'.repeat(40) } },
    ],
    ['gce_image_id:897', { name: 'gce_image_id:897', digest: { gce_image_id: '897' } }],
    [
      'svn_revision_id:svn+https://svn.example/svn/trunk@2019',
      {
        name: 'svn_revision_id:svn+https://svn.example/svn/trunk@2019',
        digest: { svn_revision_id: 'svn+https://svn.example/svn/trunk@2019' },
      },
    ],
  ])('%s is read', (text, subject) => {
    expect(parseVsaSubject(text)).toEqual(subject);
  });

  test.each([
    ['widgets.tgz'],
    [''],
    [':'],
    ['sha256:'],
    ['sha256:abc'],
    [`sha256:${A.toUpperCase()}`],
    [`gitCommit:${'b'.repeat(39)}`],
    [`gitTree:${'B'.repeat(40)}`],
    ['gce_image_id:'],
    ['gce_image_id:8 9'],
    ['../x:y'],
    ['7:y'],
  ])('malformed: %j is refused', (text) => {
    expect(() => parseVsaSubject(text)).toThrow(invalid);
  });

  test.each([['md5'], ['MD5'], ['sha1'], ['SHA1'], ['sha_1'], ['sha'], ['md4']])(
    '%s never identifies anything',
    (algorithm) => {
      expect(() => parseVsaSubject(`${algorithm}:${'a'.repeat(40)}`)).toThrow(invalid);
      const digest = { sha256: A, [algorithm]: 'a'.repeat(40) };
      expect(() => assertVsaSubject({ name: 'x', digest })).toThrow(invalid);
    },
  );

  test('no digest at all is refused', () => {
    expect(() => assertVsaSubject({ name: 'x', digest: {} })).toThrow(invalid);
    expect(() => assertVsaSubject({ name: 'x' })).toThrow(invalid);
  });

  test('a digest of SHA-2 among others must be of its form', () => {
    expect(() => assertVsaSubject({ name: 'x', digest: { sha256: 'abc' } })).toThrow(invalid);
  });

  test.each([['main'], ['refs/'], ['refs/heads/a b'], ['']])(
    'the source ref %j is refused',
    (sourceRef) => {
      const subject = { name: 'x', digest: { gitCommit: 'b'.repeat(40) }, sourceRef };
      expect(() => assertVsaSubject(subject)).toThrow(invalid);
    },
  );
});
