import { describe, expect, test } from 'vitest';
import { found, holding } from './lint-case.ts';

describe('unique-keys', () => {
  test('a tag may have several runs, and a run several tags', () => {
    const manifest = holding(
      { tag: 'v1', run_id: '1' },
      { tag: 'v1', run_id: '2' },
      { tag: 'v2', run_id: '1' },
    );
    expect(found('unique-keys', manifest)).toEqual([]);
  });

  test('every repetition is named with the first', () => {
    const twice = { tag: 'v1', run_id: '1' };
    expect(found('unique-keys', holding(twice, { tag: 'v2' }, twice, twice))).toEqual([
      '/entries/2: run 1 of v1 is /entries/0 already',
      '/entries/3: run 1 of v1 is /entries/0 already',
    ]);
  });
});

describe('unique-keys of several manifests', () => {
  test('an entry that another manifest of the repository has is named with it', () => {
    const elsewhere = (repository: string, { tag, run_id }: { tag: string; run_id: string }) =>
      repository === 'acme/widgets' && tag === 'v1' && run_id === '1' ? 'other.json' : undefined;
    const manifest = holding({ tag: 'v1', run_id: '1' }, { tag: 'v1', run_id: '2' });
    expect(found('unique-keys', manifest, undefined, { elsewhere })).toEqual([
      '/entries/0: run 1 of v1 is in other.json already',
    ]);
    const other = { ...manifest, repository: 'acme/other' };
    expect(found('unique-keys', other, undefined, { elsewhere })).toEqual([]);
  });
});

describe('schema-reference', () => {
  test.each([
    [undefined, 0],
    ['https://provkit.dev/schema/manifest.v1.schema.json', 0],
    ['../../../node_modules/@provkit/manifest/schema/manifest.v1.schema.json', 0],
    ['manifest.v2.schema.json', 1],
    ['https://provkit.dev/schema/policy.v1.schema.json', 1],
  ])('%s', ($schema, count) => {
    const manifest = { ...holding(), ...($schema !== undefined && { $schema }) };
    expect(found('schema-reference', manifest)).toHaveLength(count);
  });
});

describe('path-date (S1.1, S5.1)', () => {
  test.each([
    [undefined, 0],
    ['manifest.json', 0],
    ['examples/manifest.json', 0],
    ['docs/reports/2026-01-31/manifest.json', 0],
    ['packages/a/docs/reports/2026-01-31/manifest.json', 0],
    ['docs/reports/2026-02-01/manifest.json', 1],
    ['docs/reports/january/manifest.json', 1],
    ['docs/reports/2026-1-31/manifest.json', 1],
    ['docs/reports/2026-02-01/other.json', 0],
  ])('%s', (path, count) => {
    expect(
      found('path-date', holding(), undefined, path === undefined ? {} : { path }),
    ).toHaveLength(count);
  });
});
