import { describe, expect, it } from 'vitest';
import { problemsWith } from './example-workspace.ts';

const PURE = 'packages/manifest/src/entry.ts';

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

describe('verified statements ("Never" 3)', () => {
  const line = `import { supposeVerified } from '../signature/suppose-verified.ts';\n`;
  const supposition = {
    'packages/predicate/src/signature/suppose-verified.ts': `export const supposeVerified = 1;\n`,
  };

  it('refuses a supposed one where a verdict is made', () => {
    const path = 'packages/predicate/src/checks/release.ts';
    expect(problemsWith({ ...supposition, [path]: line })).toEqual([
      `${path}:1: only src/mutate may suppose that a statement was verified`,
    ]);
  });

  it('takes one where a policy is asked what it would say', () => {
    expect(
      problemsWith({ ...supposition, 'packages/predicate/src/mutate/judge-world.ts': line }),
    ).toEqual([]);
  });
});
