import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  ARTIFACT,
  createClock,
  createSigstore,
  DEFAULT_CLAIMS,
  type SignOptions,
  type Sigstore,
} from '@provkit/testkit';
import { main } from '../src/main.ts';
import type { Clock, Network } from '../src/ports.ts';

export const NOW = '2026-01-31T12:00:00.000Z';

/** No network: whoever goes there fails the test. */
const NO_NETWORK: Network = {
  transport: {
    send: async ({ url }) => {
      throw new Error(`a test that has no network asked ${url.origin}`);
    },
  },
  random: () => 0,
};

/** What can be exchanged of the world that commands run in. */
export interface World {
  readonly env?: Readonly<Record<string, string>>;
  readonly network?: Network;
  readonly clock?: Clock;
}

/** A folder with a signed release, its root, policy and manifest, and a way to run commands in it. */
export interface Fixture {
  readonly folder: string;
  readonly sigstore: Sigstore;
  readonly run: (...argv: string[]) => Promise<Result>;
  /** With variables of the environment. */
  readonly runWith: (env: Readonly<Record<string, string>>, ...argv: string[]) => Promise<Result>;
  readonly write: (name: string, content: string | Uint8Array) => Promise<void>;
  readonly read: (name: string) => Promise<string>;
  /** Makes a folder, where a file would be expected. */
  readonly folderAt: (name: string) => Promise<void>;
  /** Makes a named pipe that nobody ever writes to. */
  readonly pipe: (name: string) => Promise<void>;
  /** Signs anew, and puts the bundle beside the artifact. */
  readonly sign: (options?: SignOptions) => Promise<void>;
  readonly manifest: (changes?: Record<string, unknown>) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const POLICY = {
  version: 1,
  source: 'github:acme/widgets',
  workflow: '.github/workflows/release.yml',
};

export async function createFixture(world: World = {}): Promise<Fixture> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-cli-'));
  const { now, advance } = createClock(NOW);
  // who waits is alone here, so that waiting is what makes time pass
  const clock: Clock = { now, sleep: advance };
  const sigstore = createSigstore({ now: clock.now });
  const write = (name: string, content: string | Uint8Array) =>
    writeFile(join(folder, name), content);
  const fixture: Fixture = {
    folder,
    sigstore,
    write,
    read: (name) => readFile(join(folder, name), 'utf8'),
    folderAt: (name) => mkdir(join(folder, name)),
    pipe: async (name) => {
      await promisify(execFile)('mkfifo', [join(folder, name)]);
    },
    sign: (options) =>
      write(`${ARTIFACT.name}.sigstore.json`, JSON.stringify(sigstore.sign(options))),
    manifest: (changes = {}) => write('manifest.json', manifestText(changes)),
    run: (...argv) => run(argv, folder, { clock, ...world }),
    runWith: (env, ...argv) =>
      run(argv, folder, { clock, ...world, env: { ...world.env, ...env } }),
    remove: () => rm(folder, { recursive: true }),
  };
  await write(ARTIFACT.name, ARTIFACT.bytes);
  await write('root.json', sigstore.trustedRoot);
  await write('provkit.policy.json', JSON.stringify(POLICY));
  await fixture.sign();
  await fixture.manifest();
  return fixture;
}

function manifestText(changes: Record<string, unknown>): string {
  const entry = {
    tag: 'v1.2.3',
    run_id: '42',
    run_attempt: 1,
    sha: DEFAULT_CLAIMS.sha,
    artifact_url: ARTIFACT.name,
    status: 'pending',
    ...changes,
  };
  const manifest = { version: 1, repository: 'acme/widgets', generated_at: NOW, entries: [entry] };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

async function run(
  argv: readonly string[],
  cwd: string,
  { clock, env, network = NO_NETWORK }: World & { readonly clock: Clock },
): Promise<Result> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const ports = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    cwd,
    env: { USER: 'tester', ...env },
    clock,
    newId: randomUUID,
    openNetwork: async () => network,
  };
  return { code: await main(argv, ports), ...written };
}
