import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createNpmSigner,
  createSigstore,
  createTufRepository,
  type LoopbackAnswer,
  type NpmSigner,
  startLoopback,
  type TufRepository,
} from '@provkit/testkit';
import {
  createFileTufStore,
  type RefreshTrustOptions,
  refreshTrust,
  type TrustRefresh,
} from '../../../src/adapters/tuf/index.ts';
import { loopbackNetwork } from '../../loopback-network.ts';

export const NOW = new Date('2026-01-31T12:00:00.000Z');

/** A TUF repository on 127.0.0.1, with a trusted root and a registry's keys, and a cache in a folder of its own. */
export interface Mirror {
  readonly repository: TufRepository;
  readonly signer: NpmSigner;
  readonly url: string;
  /** The file that the store writes. */
  readonly cacheFile: string;
  /** Refreshes with what the test does not state. */
  refresh(options?: Partial<RefreshTrustOptions>): Promise<TrustRefresh>;
  /** Answers otherwise from now on, where it answers at all. */
  answer(otherwise: (path: string) => LoopbackAnswer | undefined): void;
  /** Paths that were asked for. */
  paths(): readonly string[];
  /** Puts files back as they were. */
  restore(files: ReadonlyMap<string, Buffer>): void;
  close(): Promise<void>;
}

export async function startMirror(): Promise<Mirror> {
  const sigstore = createSigstore({ now: () => NOW.getTime() });
  const signer = createNpmSigner(sigstore);
  const repository = createTufRepository({
    'trusted_root.json': sigstore.trustedRoot,
    'registry.example/keys.json': signer.keys,
  });
  let otherwise: (path: string) => LoopbackAnswer | undefined = () => undefined;
  const server = await startLoopback(({ url }) => {
    const path = url.pathname.slice(1);
    const file = repository.files.get(path);
    return otherwise(path) ?? (file ? { status: 200, body: file } : { status: 404 });
  });
  const folder = await mkdtemp(join(tmpdir(), 'provkit-test-'));
  const store = createFileTufStore(join(folder, 'cache'));
  return {
    repository,
    signer,
    url: server.url,
    cacheFile: join(folder, 'cache', 'test.tuf.json'),
    refresh: (options = {}) =>
      refreshTrust({
        repository: { name: 'test', mirror: server.url, root: repository.root },
        network: loopbackNetwork(),
        store,
        now: NOW,
        ...options,
      }),
    answer: (given) => {
      otherwise = given;
    },
    paths: () => server.requests.map(({ url }) => url.pathname.slice(1)),
    restore: (files) => {
      repository.files.clear();
      for (const [path, bytes] of files) repository.files.set(path, bytes);
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
