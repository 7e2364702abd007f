import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installedBytes } from '../src/costs/installed-bytes.ts';
import { packageOf, specifiersIn } from '../src/costs/specifiers.ts';

describe('specifiersIn', () => {
  test('finds what is loaded at run time, and no types, files or modules of Node', () => {
    const source = `
import type { A } from 'types-only';
import { type B, c } from 'both';
import {
  d,
} from '@scope/name/sub.js';
import { e } from './here.ts';
import { f } from 'node:fs';
export { g } from 'exported';
const h = await import('dynamic');
`.trimStart();
    expect(specifiersIn(source)).toEqual(['both', '@scope/name/sub.js', 'exported', 'dynamic']);
  });

  test('a package is the first part of the name, or the first two of a scoped one', () => {
    expect(['a', 'a/b.js', '@a/b', '@a/b/c.js'].map(packageOf)).toEqual(['a', 'a', '@a/b', '@a/b']);
  });
});

describe('installedBytes', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'provkit-costs-'));
    const add = async (path: string, dependencies: object) => {
      await mkdir(join(folder, path), { recursive: true });
      await writeFile(join(folder, path, 'package.json'), JSON.stringify({ dependencies }));
      await writeFile(join(folder, path, 'index.js'), 'x'.repeat(1000));
    };
    await add('node_modules/a', { b: '1', c: '1' });
    await add('node_modules/a/node_modules/b', { c: '1' });
    await add('node_modules/b', {});
    await add('node_modules/c', { a: '1' });
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('counts a package and what it depends on, each once, and nothing that another one brings', () => {
    const ofPackage = (name: string) => Math.round(installedBytes(name, folder) / 1000);
    expect([ofPackage('a'), ofPackage('b'), ofPackage('none')]).toEqual([3, 1, 0]);
  });
});
