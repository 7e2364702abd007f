import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpClient } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';
import {
  contentsRoutes,
  createFakeContents,
  type FakeContents,
  type GithubRequest,
  type GithubServer,
  startGithub,
} from '@provkit/testkit/github';
import { createGithubStore, type GithubStoreOptions } from '../../src/adapters/github.ts';
import {
  type Entry,
  type Manifest,
  type ManifestStore,
  serializeManifest,
  setEntry,
} from '../../src/index.ts';
import { manifestWith } from '../arbitrary-manifest.ts';

export const PATH = 'docs/reports/2026-01-31/manifest.json';
export const KEY = { tag: 'v1.2.3', run_id: '42' };

/** A GitHub on loopback that holds a manifest, and stores of it. */
export interface GithubFixture {
  readonly contents: FakeContents;
  readonly github: GithubServer;
  /** How long the stores paused, in ms. Their time passes only then, and at once. */
  readonly pauses: number[];
  readonly elapsedMs: () => number;
  readonly store: (changes?: Partial<GithubStoreOptions>) => ManifestStore;
  /** Puts a manifest there, beside the API. */
  readonly publish: (manifest: Manifest) => void;
  readonly published: () => string | undefined;
  readonly puts: () => readonly GithubRequest[];
}

export async function startFixture(): Promise<GithubFixture> {
  const start = Date.parse('2026-01-31T12:00:00.000Z');
  let now = start;
  const pauses: number[] = [];
  const contents = createFakeContents({ now: () => now });
  const github = await startGithub({ routes: () => contentsRoutes(contents) });
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      pauses.push(ms);
      now += ms;
    },
  };
  const http = createHttpClient({
    policy: {
      hosts: [{ name: '127.0.0.1', port: Number(new URL(github.apiUrl).port) }],
      loopbackUnsafe: true,
    },
    transport: createNodeTransport(),
    // its deadlines are real: time that passes at once would end every request
    clock: { now: () => now, sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }) },
    random: () => 0.5,
    limits: { maxTries: 1 },
  });
  let ids = 0;
  return {
    contents,
    github,
    pauses,
    elapsedMs: () => now - start,
    store: (changes) =>
      createGithubStore({
        http,
        apiUrl: github.apiUrl,
        token: contents.token,
        repository: 'acme/widgets',
        branch: 'main',
        path: PATH,
        clock,
        random: () => 0.5,
        newId: () => {
          ids += 1;
          return `update-${ids}`;
        },
        ...changes,
      }),
    publish: (manifest) => {
      const content = Buffer.from(serializeManifest(manifest));
      contents.branches.get('main')?.set(PATH, content);
    },
    published: () => contents.branches.get('main')?.get(PATH)?.toString(),
    puts: () => github.requests.filter(({ method }) => method === 'PUT'),
  };
}

export const noted = (notes: string) => (manifest: Manifest) => setEntry(manifest, KEY, { notes });

export const entryOf = (run_id: string): Entry => ({
  ...(manifestWith().entries[0] as Entry), // manifestWith makes one
  run_id,
});
