import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpClient } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';
import type { Entry, ManifestStore } from '@provkit/manifest';
import { createFileStore } from '@provkit/manifest/file';
import { createGithubStore } from '@provkit/manifest/github';

/** Where the manifest is in the repository of the fake GitHub. */
export const PATH = 'docs/reports/2026-01-31/manifest.json';

/** Real time. */
export const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal && { signal }),
};

/** The store of a manifest in a file. */
export function fileStore(path: string): ManifestStore {
  return createFileStore({ path, clock });
}

/** The store of the manifest in `acme/widgets` of a GitHub on loopback. */
export function githubStore(apiUrl: string, token: string): ManifestStore {
  const { hostname: name, port } = new URL(apiUrl);
  const policy = { hosts: [{ name, port: Number(port) }], loopbackUnsafe: true };
  return createGithubStore({
    http: createHttpClient({
      policy,
      transport: createNodeTransport(),
      clock,
      random: Math.random,
    }),
    apiUrl,
    token,
    repository: 'acme/widgets',
    branch: 'main',
    path: PATH,
    clock,
    random: Math.random,
    newId: randomUUID,
  });
}

/** The entry of the n-th update of a writer. */
export function entryOf(writer: number, n: number): Entry {
  return {
    tag: `v${writer}.${n}.0`,
    run_id: String(writer * 1_000_000 + n),
    run_attempt: 1,
    sha: 'c'.repeat(40),
    artifact_url: `https://github.com/acme/widgets/releases/download/v${writer}.${n}.0/widgets.tgz`,
    status: 'pending',
  };
}
