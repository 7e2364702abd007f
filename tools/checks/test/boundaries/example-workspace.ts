import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkBoundaries } from '../../src/boundaries/check-boundaries.ts';

const manifest = (name: string, layer: string, more: object = {}) =>
  JSON.stringify({
    name: `@provkit/${name}`,
    exports: { '.': { '@provkit/source': './src/index.ts' } },
    nx: { tags: [layer] },
    ...more,
  });

/** A small workspace in which every rule has something to look at, and none is broken. */
const SOUND: Readonly<Record<string, string>> = {
  'packages/json/package.json': manifest('json', 'layer:base'),
  'packages/json/src/index.ts': `export { parse } from './parse.ts';\n`,
  'packages/json/src/parse.ts': `export const parse = (text: string): unknown => JSON.parse(text);\n`,
  'packages/predicate/package.json': manifest('predicate', 'layer:domain', {
    exports: {
      '.': { '@provkit/source': './src/index.ts' },
      './files': { '@provkit/source': './src/adapters/files.ts' },
    },
    dependencies: { '@provkit/json': '^0.1.0' },
    devDependencies: { '@provkit/testkit': '0.0.0' },
  }),
  'packages/predicate/src/index.ts': `export { verify } from './signature/verify.ts';\n`,
  'packages/predicate/src/signature/verify.ts': `
    import { createHash } from 'node:crypto';
    import { parse } from '@provkit/json';
    import { Verifier } from '@sigstore/verify';
    import type { Policy } from '../schema.ts';
    export const verify = (policy: Policy, now: Date, fetch: typeof globalThis.fetch) =>
      [createHash, parse, Verifier, policy, new Date(now), fetch('x')];
  `,
  'packages/predicate/src/schema.ts': `
    import { z } from 'zod';
    export const Policy = z.string();
    export type Policy = z.infer<typeof Policy>;
  `,
  'packages/predicate/src/adapters/files.ts': `
    import { readFile } from 'node:fs/promises';
    import { verify } from '../signature/verify.ts';
    export const load = () => [readFile, verify, Date.now(), process.cwd()];
  `,
  'packages/predicate/test/verify.test.ts': `
    import { readFile } from 'node:fs/promises';
    import { verify } from '@provkit/predicate';
    import { clock } from '@provkit/testkit';
    export const all = [readFile, verify, clock];
  `,
  'packages/manifest/package.json': manifest('manifest', 'layer:domain'),
  'packages/manifest/src/index.ts': `export { entry } from './entry.ts';\n`,
  'packages/manifest/src/entry.ts': `export const entry = {};\n`,
  'packages/cli/package.json': manifest('cli', 'layer:app', {
    exports: { '.': { '@provkit/source': './src/main.ts' } },
    dependencies: { '@provkit/manifest': '^0.1.0', '@provkit/predicate': '^0.1.0' },
  }),
  'packages/cli/src/main.ts': `
    import { verify } from '@provkit/predicate';
    import { entry } from '@provkit/manifest';
    export const main = async () => [verify, entry, await import('./compose.ts')];
  `,
  'packages/cli/src/compose.ts': `export { load } from '@provkit/predicate/files';\n`,
  'tools/testkit/package.json': manifest('testkit', 'layer:tool', {
    private: true,
    exports: { '.': './src/index.ts' },
    dependencies: { '@provkit/json': '^0.1.0' },
  }),
  'tools/testkit/src/index.ts': `
    import { createServer } from 'node:http';
    export const clock = createServer;
  `,
};

/**
 * What the check says of the sound workspace with some files replaced or added.
 * @returns each problem as `where: message`
 */
export function problemsWith(files: Readonly<Record<string, string>> = {}): string[] {
  const root = mkdtempSync(join(tmpdir(), 'provkit-boundaries-'));
  try {
    for (const [path, text] of Object.entries({ ...SOUND, ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkBoundaries(root).problems.map(({ where, message }) => `${where}: ${message}`);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The package.json of one of its packages with other members. */
export function manifestOf(path: string, more: object): string {
  const sound = JSON.parse(SOUND[path] ?? '{}') as object; // written above
  return JSON.stringify({ ...sound, ...more });
}
