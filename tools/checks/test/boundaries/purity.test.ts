import { describe, expect, it } from 'vitest';
import { problemsWith } from './example-workspace.ts';

const PURE = 'packages/manifest/src/entry.ts';

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
