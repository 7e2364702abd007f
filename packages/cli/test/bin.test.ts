import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARTIFACT } from '@provkit/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from './fixture.ts';
import { NO_NETWORK, TELLS_PACKAGES } from './preloads.ts';

const BIN = join(import.meta.dirname, '..', 'src', 'bin.ts');
const SOURCE = ['--conditions=@provkit/source'];
const SIGNED = [
  '--trusted-root',
  'root.json',
  '--repo',
  'acme/widgets',
  '--signer-workflow',
  '.github/workflows/release.yml',
];

const STATED = [
  ...['--vsa', 'out.json', '--verifier-id', 'https://acme.example/gate'],
  ...['--resource-uri', 'pkg:generic/widgets@1.2.3', '--policy-uri', 'https://acme.example/policy'],
];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let fixture: Fixture;
let preloads = '';
beforeAll(async () => {
  fixture = await createFixture();
  preloads = await mkdtemp(join(tmpdir(), 'provkit-preload-'));
});
afterAll(async () => {
  await fixture.remove();
  await rm(preloads, { recursive: true });
});

/** Runs the program in a process of its own, after a module that changes its world. */
async function run(argv: readonly string[], preload = '', program = BIN): Promise<Ended> {
  const module = join(preloads, 'preload.mjs');
  await writeFile(module, preload);
  return ended(process.execPath, [...SOURCE, '--import', module, program, ...argv]);
}

/** Runs it where there is no network, with a token of GitHub's in the environment. */
async function runWithToken(argv: readonly string[]): Promise<Ended> {
  const module = join(preloads, 'preload.mjs');
  await writeFile(module, NO_NETWORK);
  const env = {
    GITHUB_TOKEN: 'token',
    GITHUB_API_URL: 'https://api.github.com',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example/',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    HTTPS_PROXY: 'http://proxy.example:3128',
  };
  return ended(process.execPath, [...SOURCE, '--import', module, BIN, ...argv], env);
}

/** Runs it as `"$@"` of a line for the shell. */
function shell(line: string, argv: readonly string[]): Promise<Ended> {
  return ended('bash', ['--norc', '-c', line, 'bash', process.execPath, ...SOURCE, BIN, ...argv]);
}

function ended(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd: fixture.folder,
    env: { USER: 'tester', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('the process', () => {
  test('ends with the verdict, and writes nothing else to stdout', async () => {
    const good = await run(['verify', ARTIFACT.name, ...SIGNED, '--format', 'json']);
    expect([good.code, good.stderr]).toEqual([0, '']);
    expect(JSON.parse(good.stdout)).toMatchObject({ verdict: 'pass' });
    const bad = await run([
      'verify',
      'root.json',
      '--bundle',
      `${ARTIFACT.name}.sigstore.json`,
      ...SIGNED,
    ]);
    expect([bad.code, bad.stderr]).toEqual([1, '']);
  });

  test('--offline opens no socket and looks up no name', async () => {
    const verified = await run(['verify', ARTIFACT.name, ...SIGNED, '--offline'], NO_NETWORK);
    expect([verified.code, verified.stderr]).toEqual([0, '']);
    const argv = [
      '--manifest',
      'manifest.json',
      '--tag',
      'v1.2.3',
      '--trusted-root',
      'root.json',
      '--allow-file',
    ];
    const validated = await run(['validate', ...argv, '--offline', '--write'], NO_NETWORK);
    expect([validated.code, validated.stderr]).toEqual([0, '']);
  });

  test('--offline opens no socket with a token in the environment either', async () => {
    const verified = await runWithToken(['verify', ARTIFACT.name, ...SIGNED, '--offline']);
    expect([verified.code, verified.stderr]).toEqual([0, '']);
  });

  test('--offline opens no socket for a summary either, whatever could sign it', async () => {
    const argv = ['--policy', 'provkit.policy.json', '--source-tag', 'v1.2.3', ...STATED];
    const root = ['--trusted-root', 'root.json', '--offline'];
    const stated = await runWithToken(['verify', ARTIFACT.name, ...root, ...argv]);
    expect([stated.code, stated.stderr]).toEqual([0, expect.stringContaining('NOT SIGNED')]);
    const online = await runWithToken(['verify', ARTIFACT.name, ...root.slice(0, 2), ...argv]);
    expect(online.stderr).toContain('NETWORK: ');
  });

  test('--offline has nowhere to look for a digest without a bundle, and says so', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(await runWithToken(['verify', digest, ...SIGNED, '--offline'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--bundle FILE'),
    });
  });

  test('without a token, a bundle beside the file needs no socket', async () => {
    const verified = await run(['verify', ARTIFACT.name, ...SIGNED], NO_NETWORK);
    expect([verified.code, verified.stderr]).toEqual([0, '']);
  });

  test('with a token GitHub is asked: the proof sees it', async () => {
    const { code, stderr } = await runWithToken(['verify', ARTIFACT.name, ...SIGNED]);
    expect(stderr).toContain('NETWORK: ');
    expect(code).not.toBe(0);
  });

  test.each([
    ["import net from 'node:net'; net.connect(9, '127.0.0.1');", 'connect'],
    ["import { connect } from 'node:tls'; connect(9, '127.0.0.1');", 'connect'],
    ["import { get } from 'node:https'; get('https://127.0.0.1:9');", 'connect'],
    ["import { lookup } from 'node:dns/promises'; await lookup('localhost');", 'dns.lookup'],
    ["import { createSocket } from 'node:dgram'; createSocket('udp4');", 'dgram'],
    ["import { spawn } from 'node:child_process'; spawn('curl');", 'spawn'],
    ["await fetch('http://127.0.0.1:9');", 'fetch'],
  ])('the proof above can fail: %s is caught', async (code, what) => {
    await writeFile(join(preloads, 'connects.mjs'), code);
    const connects = `${NO_NETWORK}\nawait import('./connects.mjs');`;
    expect(await run(['--version'], connects)).toMatchObject({
      code: 99,
      stderr: `NETWORK: ${what}\n`,
    });
  });

  test.each([
    [['--version'], ['cli']],
    [['--help'], ['cli']],
    [['verify', '--help'], ['cli']],
    [['validate', '--help'], ['cli']],
  ])('%j loads nothing but the command line itself', async (argv, expected) => {
    const { code, stderr } = await run(argv, TELLS_PACKAGES);
    expect([code, JSON.parse(stderr)]).toEqual([0, expected]);
  });

  test('a command loads only what it uses: never zod, and events only where they are written', async () => {
    const verified = await run(['verify', ARTIFACT.name, ...SIGNED], TELLS_PACKAGES);
    const packages: string[] = JSON.parse(verified.stderr);
    expect(packages).toEqual(
      expect.arrayContaining(['cli', 'json', 'predicate', '@sigstore/verify']),
    );
    for (const other of [
      'zod',
      'manifest',
      'metrics',
      '@noble/curves',
      'sigstore',
      '@sigstore/sign',
      '@sigstore/tuf',
    ]) {
      expect(packages).not.toContain(other);
    }
    const argv = ['--manifest', 'manifest.json', '--tag', 'v1.2.3', '--trusted-root', 'root.json'];
    const validated = await run(['validate', ...argv, '--allow-file'], TELLS_PACKAGES);
    expect(JSON.parse(validated.stderr)).toContain('manifest');
    for (const other of ['zod', 'metrics', '@noble/curves', 'sigstore', '@sigstore/tuf']) {
      expect(JSON.parse(validated.stderr)).not.toContain(other);
    }
  });

  test('T13: an uncaught error is 70, and never looks like a verdict', async () => {
    const crashes = "process.nextTick(() => { throw new Error('boom'); });";
    const { code, stderr } = await run(['--version'], crashes);
    expect(code).toBe(70);
    expect(stderr).toContain('no verdict, internal error: Error: boom');
    expect(stderr).not.toContain('    at ');
  });

  test('T13: a program that cannot be loaded is 70', async () => {
    const breaks = `import { registerHooks } from 'node:module';
      registerHooks({
        resolve: (specifier, context, next) => {
          if (specifier === '../dist/bin.js') throw new Error('half of it is missing\\nat x');
          return next(specifier, context);
        },
      });`;
    const installed = join(import.meta.dirname, '..', 'bin', 'provkit.js');
    const { code, stdout, stderr } = await run(['--version'], breaks, installed);
    expect([code, stdout, stderr]).toEqual([
      70,
      '',
      'provkit: no verdict, it cannot be started: Error: half of it is missing\n',
    ]);
  });

  test('T13: a rejection that nobody handles is 70', async () => {
    const rejects = "process.nextTick(() => { void Promise.reject(new Error('boom')); });";
    expect((await run(['--version'], rejects)).code).toBe(70);
  });

  test('T13: a promise that never settles is 70', async () => {
    // opening a file never ends, and nothing else keeps the process alive
    const hangs =
      "import fs from 'node:fs/promises'; fs.open = () => new Promise(() => {});\nimport { syncBuiltinESMExports } from 'node:module'; syncBuiltinESMExports();";
    const { code, stdout, stderr } = await run(['verify', ARTIFACT.name, ...SIGNED], hangs);
    expect([code, stdout]).toEqual([70, '']);
    expect(stderr).toContain('no verdict, internal error');
  });

  test.each([
    [ARTIFACT.name, 0],
    ['root.json', 1],
  ])('a reader of %s’s report that goes away changes no verdict', async (name, verdict) => {
    const argv = ['verify', name, '--bundle', `${ARTIFACT.name}.sigstore.json`, ...SIGNED];
    const { code, stderr } = await shell('set -o pipefail; "$@" | true', argv);
    expect([code, stderr]).toEqual([verdict, '']);
  });

  test('T13: a report that cannot be written is no verdict', async () => {
    const argv = ['verify', ARTIFACT.name, ...SIGNED];
    const { code, stderr } = await shell('"$@" > /dev/full', argv);
    expect([code, stderr]).toEqual([
      70,
      'provkit: no verdict, the report cannot be written (ENOSPC)\n',
    ]);
  });

  test.each([['2>&-'], ['2> >(true)'], ['2> /dev/full']])(
    'an error that cannot be said (%s) still has its exit code',
    async (redirection) => {
      const { code } = await shell(`"$@" ${redirection}`, ['verify', 'none.tgz', ...SIGNED]);
      expect(code).toBe(2);
    },
  );

  test('T16: an error is one line, and nothing in it moves the cursor', async () => {
    await fixture.write(
      'twice.json',
      '{"\\u001b[2J\\n::x::\\u202e":1,"\\u001b[2J\\n::x::\\u202e":2}',
    );
    const { code, stderr } = await run(['verify', ARTIFACT.name, '--policy', 'twice.json']);
    expect([code, stderr]).toEqual([
      2,
      'provkit verify: twice.json: the same key a second time at /\\u{1b}[2J\\u{a}::x::\\u{202e} (offset 28)\nSee provkit verify --help.\n',
    ]);
  });
});
