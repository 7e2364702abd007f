import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARTIFACT } from '@provkit/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from './fixture.ts';

const BIN = join(import.meta.dirname, '..', 'src', 'bin.ts');
const SIGNED = [
  '--trusted-root',
  'root.json',
  '--repo',
  'acme/widgets',
  '--signer-workflow',
  '.github/workflows/release.yml',
];

/** Refuses every way to the network that Node has, and says which was tried. */
const NO_NETWORK = `
import dns from 'node:dns';
import net from 'node:net';
import dgram from 'node:dgram';
const refuse = (what) => () => {
  process.stderr.write('NETWORK: ' + what + '\\n');
  process.exit(99);
};
net.Socket.prototype.connect = refuse('connect');
net.Server.prototype.listen = refuse('listen');
dgram.createSocket = refuse('dgram');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns[name] = refuse('dns.' + name);
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns.promises[name] = refuse('dns.' + name);
globalThis.fetch = refuse('fetch');
`;

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
async function run(argv: readonly string[], preload = ''): Promise<Ended> {
  const module = join(preloads, 'preload.mjs');
  await writeFile(module, preload);
  const args = ['--conditions=@provkit/source', '--import', module, BIN, ...argv];
  const child = spawn(process.execPath, args, { cwd: fixture.folder, env: { USER: 'tester' } });
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

  test('the proof above can fail: what connects is caught', async () => {
    const connects = `${NO_NETWORK}\nnet.connect(9, '127.0.0.1');`;
    expect(await run(['--version'], connects)).toMatchObject({
      code: 99,
      stderr: expect.stringContaining('connect'),
    });
  });

  test('T13: an uncaught error is 70, and never looks like a verdict', async () => {
    const crashes = "process.nextTick(() => { throw new Error('boom'); });";
    const { code, stderr } = await run(['--version'], crashes);
    expect(code).toBe(70);
    expect(stderr).toContain('internal error, no verdict: Error: boom');
    expect(stderr).not.toContain('    at ');
  });

  test('T13: a rejection that nobody handles is 70', async () => {
    const rejects = "process.nextTick(() => { void Promise.reject(new Error('boom')); });";
    expect((await run(['--version'], rejects)).code).toBe(70);
  });

  test('T13: a promise that never settles is 70', async () => {
    // opening a file never ends, and nothing else keeps the process alive
    const hangs =
      "import fs from 'node:fs/promises'; fs.open = () => new Promise(() => {});\nimport { syncBuiltinESMExports } from 'node:module'; syncBuiltinESMExports();";
    const { code } = await run(['verify', ARTIFACT.name, ...SIGNED], hangs);
    expect(code).toBe(70);
  });
});
