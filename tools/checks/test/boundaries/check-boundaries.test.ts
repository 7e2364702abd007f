import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBoundaries } from '../../src/boundaries/check-boundaries.ts';
import { manifestOf, problemsWith } from './example-workspace.ts';

const PURE = 'packages/manifest/src/entry.ts';

describe('checkBoundaries', () => {
  it('finds nothing in a sound workspace', () => {
    expect(problemsWith()).toEqual([]);
  });

  it('does not pass when it looked at nothing', () => {
    const empty = mkdtempSync(join(tmpdir(), 'provkit-empty-'));
    expect(checkBoundaries(empty)).toMatchObject({ files: 0, problems: [{ where: empty }] });
    rmSync(empty, { recursive: true });
  });

  it('counts what it looked at', () => {
    const root = join(import.meta.dirname, '..', '..', '..', '..');
    const { projects, files } = checkBoundaries(root);
    expect(projects).toBeGreaterThan(5);
    expect(files).toBeGreaterThan(100);
  });
});

describe('layers in package.json ("Never" 1)', () => {
  const path = 'packages/predicate/package.json';

  it.each(['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'])(
    'refuses a domain package in the %s of another',
    (field) => {
      const text = manifestOf(path, { [field]: { '@provkit/manifest': '*' } });
      expect(problemsWith({ [path]: text })).toEqual([
        `${path}: @provkit/predicate (layer:domain) must not depend on @provkit/manifest (layer:domain)`,
      ]);
    },
  );

  it('refuses the application below a package', () => {
    const text = manifestOf('packages/json/package.json', {
      dependencies: { '@provkit/cli': '*' },
    });
    expect(problemsWith({ 'packages/json/package.json': text })).toEqual([
      'packages/json/package.json: @provkit/json (layer:base) must not depend on @provkit/cli (layer:app)',
    ]);
  });

  it('refuses a tool in the dependencies of a package, and takes the testkit for tests', () => {
    const text = manifestOf(path, { dependencies: { '@provkit/testkit': '0.0.0' } });
    expect(problemsWith({ [path]: text })).toEqual([
      `${path}: @provkit/predicate (layer:domain) must not depend on @provkit/testkit (layer:tool)`,
    ]);
  });

  it('refuses a domain package below the testkit', () => {
    const testkit = 'tools/testkit/package.json';
    const text = manifestOf(testkit, { dependencies: { '@provkit/manifest': '*' } });
    expect(problemsWith({ [testkit]: text })).toEqual([
      `${testkit}: @provkit/testkit (layer:tool) must not depend on @provkit/manifest (layer:domain)`,
    ]);
  });

  it.each([
    ['no layer', {}, 'nx.tags names none of'],
    ['an unknown layer', { nx: { tags: ['layer:core'] } }, 'nx.tags names none of'],
    ['the layer of tools', { nx: { tags: ['layer:tool'] } }, 'does not belong in packages/'],
  ])('refuses a package with %s', (_, more, message) => {
    const text = manifestOf('packages/manifest/package.json', { nx: {}, ...more });
    expect(problemsWith({ 'packages/manifest/package.json': text })).toContainEqual(
      expect.stringContaining(message),
    );
  });

  it('refuses a tool that could be published', () => {
    const text = manifestOf('tools/testkit/package.json', { private: false });
    expect(problemsWith({ 'tools/testkit/package.json': text })).toEqual([
      'tools/testkit/package.json: a tool must be private',
    ]);
  });
});

describe('layers in imports ("Never" 1)', () => {
  it.each([
    `import { verify } from '@provkit/predicate';`,
    `import type { verify } from '@provkit/predicate';`,
    `export { verify } from '@provkit/predicate';`,
    `export type V = import('@provkit/predicate').verify;`,
    `export const load = () => import('@provkit/predicate');`,
    `import { verify } from '../../predicate/src/signature/verify.ts';`,
  ])('refuses another domain package: %s', (line) => {
    expect(problemsWith({ [PURE]: `${line}\n` })).toEqual([
      `${PURE}:1: @provkit/manifest (layer:domain) must not import @provkit/predicate (layer:domain)`,
    ]);
  });

  it('refuses another domain package in a test too', () => {
    const path = 'packages/manifest/test/entry.test.ts';
    expect(problemsWith({ [path]: `import { verify } from '@provkit/predicate';\n` })).toEqual([
      `${path}:1: @provkit/manifest (layer:domain) must not import @provkit/predicate (layer:domain)`,
    ]);
  });

  it('refuses the testkit outside tests', () => {
    expect(problemsWith({ [PURE]: `import { clock } from '@provkit/testkit';\n` })).toEqual([
      `${PURE}:1: @provkit/manifest (layer:domain) must not import @provkit/testkit (layer:tool)`,
    ]);
  });

  it('refuses a package that the testkit’s fakes are to test', () => {
    const path = 'tools/testkit/src/fake.ts';
    expect(problemsWith({ [path]: `import { entry } from '@provkit/manifest';\n` })).toEqual([
      `${path}:1: @provkit/testkit (layer:tool) must not import @provkit/manifest (layer:domain)`,
    ]);
  });

  it('refuses a relative path into a package that may be imported by name', () => {
    expect(problemsWith({ [PURE]: `import { parse } from '../../json/src/parse.ts';\n` })).toEqual([
      `${PURE}:1: reaches into another package: import it by its name`,
    ]);
  });

  it('refuses a subpath that is not exported', () => {
    expect(
      problemsWith({ [PURE]: `import { parse } from '@provkit/json/src/parse.ts';\n` }),
    ).toEqual([`${PURE}:1: @provkit/json exports no such subpath`]);
  });
});

describe('adapters ("Never" 2)', () => {
  const adapter = 'packages/manifest/src/adapters/file.ts';

  it('refuses an adapter of the own package in pure code', () => {
    const files = {
      [adapter]: `export const read = 1;\n`,
      [PURE]: `export { read } from './adapters/file.ts';\n`,
    };
    expect(problemsWith(files)).toEqual([
      `${PURE}:1: imports an adapter: take the port as an argument`,
    ]);
  });

  it('refuses another package’s adapter in a command, and takes it in the composition root', () => {
    const command = 'packages/cli/src/commands/verify.ts';
    const text = `export { load } from '@provkit/predicate/files';\n`;
    expect(problemsWith({ [command]: text })).toEqual([
      `${command}:1: imports an adapter: take the port as an argument`,
    ]);
    expect(problemsWith({ 'packages/cli/src/env.ts': text })).toEqual([]);
  });

  it('knows no composition root in a domain package', () => {
    const path = 'packages/manifest/src/compose.ts';
    expect(problemsWith({ [path]: `import 'node:fs';\n` })).toEqual([
      `${path}:1: node:fs is I/O: use a port, implemented in src/adapters/`,
    ]);
  });
});

describe('purity ("Never" 2)', () => {
  it.each([
    'node:fs',
    'node:fs/promises',
    'fs',
    'node:net',
    'node:http',
    'node:https',
    'node:http2',
    'node:child_process',
    'node:timers',
    'node:timers/promises',
    'node:os',
    'node:dns',
    'node:tls',
    'node:worker_threads',
    'node:sqlite',
    'node:process',
  ])('refuses %s outside adapters', (module) => {
    const name = module.startsWith('node:') ? module : `node:${module}`;
    expect(problemsWith({ [PURE]: `import * as io from '${module}';\nexport { io };\n` })).toEqual([
      `${PURE}:1: ${name} is I/O: use a port, implemented in src/adapters/`,
    ]);
  });

  it.each([
    `const fs = require('node:fs');`,
    `const fs = await import('node:fs');`,
    `import fs = require('node:fs');`,
    `export * as fs2 from 'node:fs';`,
  ])('sees I/O in %s', (line) => {
    expect(problemsWith({ [PURE]: line })).toContain(
      `${PURE}:1: node:fs is I/O: use a port, implemented in src/adapters/`,
    );
  });

  it('refuses a module whose name is computed', () => {
    expect(problemsWith({ [PURE]: `export const load = (n: string) => import(n);\n` })).toEqual([
      `${PURE}:1: loads a module whose name is only known at run time`,
    ]);
  });

  it.each(['randomBytes', 'randomUUID', 'randomInt', 'getRandomValues', 'generateKeyPairSync'])(
    'refuses %s of node:crypto',
    (name) => {
      expect(problemsWith({ [PURE]: `import { ${name} } from 'node:crypto';\n` })).toEqual([
        `${PURE}:1: ${name} of node:crypto makes randomness: take it as an argument`,
      ]);
    },
  );

  it.each([
    [`fetch('x');`, 'fetch'],
    [`export const f = { fetch };`, 'fetch'],
    [`globalThis.fetch('x');`, 'globalThis'],
    [`process.exit();`, 'process'],
    [`export const { env } = process;`, 'process'],
    [`setTimeout(f, 1); function f() {}`, 'setTimeout'],
    [`Date.now();`, 'Date.now'],
    [`Date['now']();`, 'Date.now'],
    [`const { now } = Date; now();`, 'Date.now'],
    [`new Date();`, 'Date without an argument'],
    [`new Date;`, 'Date without an argument'],
    [`Date();`, 'Date without an argument'],
    [`Math.random();`, 'Math.random'],
    [`const { random: r } = Math; r();`, 'Math.random'],
    [`crypto.randomUUID();`, 'crypto'],
    [`performance.now();`, 'performance'],
    [`AbortSignal.timeout(5);`, 'AbortSignal.timeout'],
    [`console.log(1);`, 'console'],
    [`function f(fetch: () => void) { fetch(); } fetch(f);`, 'fetch'],
  ])('refuses a global: %s', (line, name) => {
    expect(problemsWith({ [PURE]: line })).toEqual([
      `${PURE}:1: ${name} is not for pure code: take it as an argument`,
    ]);
  });

  it.each([
    `export const f = (fetch: typeof globalThis.fetch) => fetch('x');`,
    `export function f({ fetch }: { fetch: () => void }) { return fetch(); }`,
    `export const f = ({ clock: process }: { clock: { now(): number } }) => process.now();`,
    `export const f = (port: { fetch(): void }) => port.fetch();`,
    `export interface P { readonly process: string; fetch(): void }`,
    `export const f = (p: { process: string }) => ({ process: p.process });`,
    `export const f = (d: string, n: number) => [new Date(d), new Date(n), Date.parse(d), Math.max(n)];`,
    `for (const process of []) { console_(process); } function console_(x: unknown) { return x; }`,
    `try { f(); } catch (performance) { f(performance); } function f(x?: unknown) { return x; }`,
    `// fetch('x'), process.env, Date.now()`,
    `export const text = "import fs from 'node:fs'; process.exit()";`,
  ])('takes what only looks like one: %s', (line) => {
    expect(problemsWith({ [PURE]: line })).toEqual([]);
  });

  it('holds the application’s commands to it, its composition root not', () => {
    const text = `import 'node:fs';\nprocess.exit();\n`;
    const command = 'packages/cli/src/commands/verify.ts';
    expect(problemsWith({ [command]: text })).toHaveLength(2);
    for (const path of ['bin', 'compose', 'env']) {
      expect(problemsWith({ [`packages/cli/src/${path}.ts`]: text })).toEqual([]);
    }
    expect(problemsWith({ 'packages/cli/src/commands/env.ts': text })).toHaveLength(2);
  });
});

describe('@sigstore', () => {
  it.each([
    ['packages/predicate/src/checks/x.ts', '@sigstore/verify', 'only src/signature may'],
    ['packages/predicate/src/adapters/x.ts', '@sigstore/verify', 'only src/signature may'],
    ['packages/predicate/src/trust/x.ts', '@sigstore/verify/dist/x', 'only src/signature may'],
    ['packages/predicate/src/checks/x.ts', '@sigstore/core', 'only src/{signature,trust,'],
    ['packages/predicate/src/checks/x.ts', 'sigstore', 'only src/{signature,trust,'],
    ['packages/manifest/src/entry.ts', '@sigstore/bundle', 'only src/{signature,trust,'],
  ])('refuses, in %s, %s', (path, module, message) => {
    expect(problemsWith({ [path]: `import type { x } from '${module}';\n` })).toEqual([
      expect.stringContaining(`${path}:1: ${message}`),
    ]);
  });

  it.each(['signature', 'trust', 'bundle', 'certificate', 'adapters'])(
    'takes @sigstore/core in predicate’s src/%s',
    (folder) => {
      const path = `packages/predicate/src/${folder}/x.ts`;
      expect(problemsWith({ [path]: `import { x } from '@sigstore/core';\n` })).toEqual([]);
    },
  );
});

describe('zod', () => {
  it.each([
    `import { z } from 'zod';`,
    `import { z } from 'zod/mini';`,
    `import { type z } from 'zod';`,
    `export const load = () => import('zod');`,
  ])('refuses outside schema entries: %s', (line) => {
    expect(problemsWith({ [PURE]: line })).toEqual([
      expect.stringMatching(`${PURE}:1: zod.* loads zod at run time`),
    ]);
  });

  it('refuses to load a schema entry, through another one too', () => {
    const files = {
      'packages/manifest/src/schema/entry.ts': `import { z } from 'zod';\nexport const Entry = z;\n`,
      'packages/manifest/src/schema/index.ts': `export { Entry } from './entry.ts';\n`,
      [PURE]: `export { type Entry } from './schema/index.ts';\n`,
    };
    expect(problemsWith(files)).toEqual([
      `${PURE}:1: ./schema/index.ts loads zod at run time: only schema entries may`,
    ]);
  });

  it('takes types from zod and from schema entries, and files that are only named like one', () => {
    const files = {
      'packages/manifest/src/schema.ts': `import { z } from 'zod';\nexport const Entry = z;\n`,
      'packages/manifest/src/schema-problem.ts': `export const problem = 1;\n`,
      [PURE]: `import type { z } from 'zod';
        export type { Entry } from './schema.ts';
        export { problem } from './schema-problem.ts';
        export type Z = z.ZodType;`,
    };
    expect(problemsWith(files)).toEqual([]);
  });
});

describe('shape', () => {
  it('refuses a file of more than 300 lines, unless it is generated', () => {
    const text = (lines: number) => '// line\n'.repeat(lines);
    expect(problemsWith({ [PURE]: text(301) })).toEqual([`${PURE}: 301 lines, more than 300`]);
    expect(problemsWith({ [PURE]: text(300) })).toEqual([]);
    expect(problemsWith({ 'packages/json/src/x.generated.ts': text(301) })).toEqual([]);
  });

  it.each([`export * from './x.ts';`, `export * as x from './x.ts';`])('refuses %s', (line) => {
    expect(problemsWith({ [PURE]: line })).toEqual([`${PURE}:1: export *: name what is exported`]);
  });

  it.each([
    `export default 1;`,
    `export default function f() {}`,
    `export default class C {}`,
    `const x = 1; export { x as default };`,
  ])('refuses %s', (line) => {
    expect(problemsWith({ [PURE]: line })).toEqual([`${PURE}:1: default export: give it a name`]);
  });

  it('refuses logic in a package’s index, and more than 40 lines', () => {
    const index = 'packages/json/src/index.ts';
    const line = `export { parse } from './parse.ts';\n`;
    expect(problemsWith({ [index]: `${line}export const x = 1;\n` })).toEqual([
      `${index}:2: an index only says what is exported`,
    ]);
    expect(problemsWith({ [index]: `${line}//\n`.repeat(21) })).toEqual([
      `${index}: 42 lines, more than 40`,
    ]);
  });

  it('refuses an import of the own index', () => {
    expect(problemsWith({ [PURE]: `import { entry } from './index.ts';\n` })).toEqual([
      `${PURE}:1: imports its own index: import the file`,
    ]);
  });
});
