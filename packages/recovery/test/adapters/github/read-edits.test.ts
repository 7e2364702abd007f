import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GithubClient } from '../../../src/adapters/github/github-client.ts';
import { readEdits } from '../../../src/adapters/github/read-edits.ts';
import { openScene, type Scene } from './fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.github.close());

test('on GitHub Enterprise Server, GraphQL is beside the REST API', async () => {
  const asked: unknown[] = [];
  const request = Object.assign(
    (_: string, { baseUrl }: { readonly baseUrl: string }) => {
      asked.push(baseUrl);
      return Promise.resolve({ status: 200, headers: {}, data: { data: { nodes: [] } } });
    },
    { endpoint: { DEFAULTS: { baseUrl: 'https://ghe.example/api/v3' } } },
  );
  const client = { request } as unknown as GithubClient; // as much of it as is used
  await readEdits(
    { ...scene.repository, client },
    Array.from({ length: 101 }, (_, id) => `IC_${id}`),
  );
  expect(asked).toEqual(['https://ghe.example/api', 'https://ghe.example/api']);
});
