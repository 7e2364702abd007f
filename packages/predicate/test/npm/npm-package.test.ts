import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { npmArtifact, parseNpmPackage, purlOf } from '../../src/npm/npm-package.ts';

const invalid = expect.objectContaining({ name: 'PredicateError', code: 'ARTIFACT_INVALID' });

describe('parseNpmPackage', () => {
  test.each([
    ['widgets@1.2.3', { name: 'widgets', version: '1.2.3' }],
    ['@acme/widgets@1.2.3-rc.1+build', { name: '@acme/widgets', version: '1.2.3-rc.1+build' }],
    ['JSONStream@1.3.5', { name: 'JSONStream', version: '1.3.5' }],
  ])('reads %s', (text, expected) => {
    expect(parseNpmPackage(text)).toEqual(expected);
  });

  test.each([
    'widgets',
    'widgets@',
    'widgets@latest',
    'widgets@^1.2.3',
    'widgets@1.2',
    '@acme@1.2.3',
    '@acme/@1.2.3',
    '@acme/widgets/x@1.2.3',
    '../../etc@1.2.3',
    '.hidden@1.2.3',
    'a b@1.2.3',
    'a%2fb@1.2.3',
    'widgets@1.2.3/../../x',
    'widgets@1.2.3?x',
    `${'a'.repeat(215)}@1.2.3`,
    '',
  ])('T14: refuses %s', (text) => {
    expect(() => parseNpmPackage(text)).toThrow(invalid);
  });
});

describe('npmArtifact', () => {
  const widgets = { name: '@acme/widgets', version: '1.2.3' };
  const digest = createHash('sha512').update('x').digest();
  const sha512 = `sha512-${digest.toString('base64')}`;

  test('T10: is named by its package URL, so that no other package or version passes for it', () => {
    const purl = 'pkg:npm/@acme/widgets@1.2.3';
    expect(purlOf(widgets)).toBe(purl);
    const expected = { name: purl, subjectName: purl, sha512: digest.toString('hex') };
    expect(npmArtifact(widgets, sha512)).toEqual(expected);
    expect(npmArtifact(widgets, `sha1-kd/dwLcJ1dTI= ${sha512}`)).toEqual(expected);
  });

  test('T10: of two SHA-512 npm would accept either, so that neither is the package’s', () => {
    const other = `sha512-${createHash('sha512').update('evil').digest('base64')}`;
    for (const integrity of [`${sha512} ${other}`, `${other}\n${sha512}?x`]) {
      expect(() => npmArtifact(widgets, integrity)).toThrow(invalid);
    }
    expect(npmArtifact(widgets, `${sha512} ${sha512}`).sha512).toBe(digest.toString('hex'));
  });

  test.each(['', 'sha1-kd/dwLcJ1dTI=', 'sha512-AAAA', sha512.replace('sha512', 'xsha512')])(
    'refuses an integrity without SHA-512: %s',
    (integrity) => {
      expect(() => npmArtifact(widgets, integrity)).toThrow(invalid);
    },
  );
});
