import { describe, expect, it } from 'vitest';
import { importsOf, tarballProblems } from '../../src/packed/tarball-rules.ts';

const MANIFEST = {
  name: '@provkit/a',
  version: '1.0.0',
  exports: {
    '.': { '@provkit/source': './src/x.ts', types: './dist/x.d.ts', default: './dist/x.js' },
    './schema.json': './schema/a.schema.json',
  },
  bin: { a: 'bin/a.js' },
};
const FILES = [
  'README.md',
  'LICENSE',
  'package.json',
  'bin/a.js',
  'dist/x.js',
  'dist/x.js.map',
  'dist/x.d.ts',
  'dist/x.d.ts.map',
  'schema/a.schema.json',
  'src/x.ts',
];

describe('tarballProblems', () => {
  it('finds nothing in a whole package', () => {
    expect(tarballProblems(MANIFEST, FILES)).toEqual([]);
  });

  it.each([
    'README.md',
    'LICENSE',
    'package.json',
    'bin/a.js',
    'dist/x.d.ts',
    'schema/a.schema.json',
  ])('misses %s', (path) => {
    const files = FILES.filter((file) => file !== path);
    expect(tarballProblems(MANIFEST, files)).toEqual([`lacks ${path}`]);
  });

  it.each([
    'test/x.test.ts',
    'src/x.test-d.ts',
    'bench/x.bench.ts',
    'dist/tsconfig.tsbuildinfo',
    'tsconfig.json',
    '.env',
    'src/.DS_Store',
  ])('refuses %s', (path) => {
    expect(tarballProblems(MANIFEST, [...FILES, path])).toContain(`has ${path}`);
  });

  it('refuses what was built from a source that is gone', () => {
    expect(tarballProblems(MANIFEST, [...FILES, 'dist/sub/old.js'])).toEqual([
      'has dist/sub/old.js, built from nothing',
    ]);
  });

  it('refuses a source that was not built', () => {
    expect(tarballProblems(MANIFEST, [...FILES, 'src/sub/new.ts'])).toEqual([
      'lacks dist/sub/new.js: build first',
    ]);
  });
});

describe('importsOf', () => {
  it('names what users can import', () => {
    expect(importsOf(MANIFEST)).toEqual([
      { specifier: '@provkit/a', isJson: false },
      { specifier: '@provkit/a/schema.json', isJson: true },
    ]);
  });
});
