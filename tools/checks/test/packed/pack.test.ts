import { describe, expect, it } from 'vitest';
import { closureOf, type Packed } from '../../src/packed/pack.ts';

function packed(name: string, ...needs: string[]): Packed {
  const dependencies = Object.fromEntries(needs.map((need) => [need, '^1.0.0']));
  const manifest = { name, version: '1.0.0', exports: {}, dependencies };
  return { manifest, files: [], tarball: `${name}.tgz` };
}

describe('closureOf', () => {
  const json = packed('json');
  const predicate = packed('predicate', 'json', 'zod');
  const cli = packed('cli', 'predicate', 'json');
  const all = [cli, json, predicate, packed('manifest', 'json')];

  it('holds a package and what it needs of ours, each once, and nothing else', () => {
    expect(closureOf(json, all)).toEqual([json]);
    expect(closureOf(predicate, all)).toEqual([predicate, json]);
    expect(closureOf(cli, all)).toEqual([cli, predicate, json]);
  });
});
