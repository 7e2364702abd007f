import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Answer, Routes } from './server.ts';

// By sub-path: the package's index loads nock, which patches node:http and breaks real requests on loopback.
const require = createRequire(import.meta.url);
const { initializeTUFRepo } = require('@tufjs/repo-mock/dist/repo.js') as RepoModule;
const { tufHandlers } = require('@tufjs/repo-mock/dist/handler.js') as HandlerModule;

type RepoModule = typeof import('@tufjs/repo-mock/dist/repo.js');
type HandlerModule = typeof import('@tufjs/repo-mock/dist/handler.js');

/** A TUF repository with the trusted root as its one target. */
export function createTufRepository(trustedRoot: string): {
  readonly root: string;
  readonly routes: Routes;
} {
  const target = { name: 'trusted_root.json', content: Buffer.from(trustedRoot) };
  const repository = initializeTUFRepo([target]);
  const handlers = tufHandlers(repository, {
    metadataPathPrefix: '',
    targetPathPrefix: '/targets',
  });
  const routes = handlers.map(({ path, fn }): [string, () => Answer] => [
    `GET ${path}`,
    () => {
      const { statusCode, response, contentType } = fn();
      const body = typeof response === 'string' ? response : Buffer.from(response);
      return { status: statusCode, body, type: contentType ?? 'application/octet-stream' };
    },
  ]);
  // clients ask for targets under their hash as well (consistent snapshots, TUF section 6.2)
  const hashed = ['sha256', 'sha512'].map((algorithm): [string, () => Answer] => [
    `GET /targets/${createHash(algorithm).update(trustedRoot).digest('hex')}.${target.name}`,
    () => ({ status: 200, body: target.content, type: 'application/octet-stream' }),
  ]);
  return {
    root: JSON.stringify(repository.rootMeta.toJSON()),
    routes: Object.fromEntries([...routes, ...hashed]),
  };
}
