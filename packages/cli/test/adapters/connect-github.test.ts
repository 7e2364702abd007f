import type { TransportRequest } from '@provkit/http';
import { HttpError } from '@provkit/http';
import { createClock } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { githubAccess } from '../../src/adapters/connect-github.ts';
import { NOW } from '../fixture.ts';

/** What is sent, for a repository and an environment; nothing is answered. */
async function sent(
  repositoryUrl: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly TransportRequest[]> {
  const asked: TransportRequest[] = [];
  const transport = {
    send: async (request: TransportRequest) => {
      asked.push(request);
      throw new HttpError('MALFORMED', 'nothing is answered');
    },
  };
  const openNetwork = async () => ({ transport, random: () => 0 });
  const ports = { env, clock: createClock(NOW), openNetwork };
  const access = githubAccess(repositoryUrl, ports, { privateAddressesUnsafe: false });
  const github = await access.connect();
  await github?.readRepository().catch(() => {});
  return asked;
}

const where = (requests: readonly TransportRequest[]) =>
  requests.map(({ url, headers }) => [url.href, headers.authorization]);

describe('githubAccess', () => {
  test('a job of Actions asks its own API with its own token', async () => {
    const env = {
      GITHUB_TOKEN: 'job-token',
      GITHUB_API_URL: 'https://api.github.com',
      GITHUB_SERVER_URL: 'https://github.com',
    };
    expect(where(await sent('https://github.com/acme/widgets', env))).toEqual([
      ['https://api.github.com/repos/acme/widgets', 'Bearer job-token'],
    ]);
  });

  test('GH_TOKEN goes before GITHUB_TOKEN, and an empty one is none', async () => {
    const both = { GH_TOKEN: 'mine', GITHUB_TOKEN: 'job-token' };
    const [first] = await sent('https://github.com/acme/widgets', both);
    expect(first?.headers.authorization).toBe('Bearer mine');
    const [second] = await sent('https://github.com/acme/widgets', { ...both, GH_TOKEN: '' });
    expect(second?.headers.authorization).toBe('Bearer job-token');
  });

  test.each([
    ['GHES', 'https://git.example.com', 'https://git.example.com/api/v3'],
    ['a tenant of ghe.com', 'https://acme.ghe.com', 'https://api.acme.ghe.com'],
  ])('%s is asked at its own address, with its own token', async (_, server, api) => {
    const env = { GITHUB_TOKEN: 'its-token', GITHUB_SERVER_URL: server, GITHUB_API_URL: api };
    expect(where(await sent(`${server}/acme/widgets`, env))).toEqual([
      [`${api}/repos/acme/widgets`, 'Bearer its-token'],
    ]);
  });

  test.each([
    ['https://evil.example/acme/widgets', {}, 'https://evil.example/api/v3/repos/acme/widgets'],
    [
      'https://github.com/acme/widgets',
      {
        GITHUB_SERVER_URL: 'https://git.example.com',
        GITHUB_API_URL: 'https://git.example.com/api/v3',
      },
      'https://api.github.com/repos/acme/widgets',
    ],
    [
      'https://github.com.evil.example/acme/widgets',
      {},
      'https://github.com.evil.example/api/v3/repos/acme/widgets',
    ],
  ])('T18: a repository elsewhere does not get our token: %s', async (url, env, asked) => {
    const requests = await sent(url, { GITHUB_TOKEN: 'secret', GH_TOKEN: 'secret', ...env });
    expect(where(requests)).toEqual([[asked, undefined]]);
  });

  test('what is no GitHub repository has no client', async () => {
    expect(await sent('https://git.example.com/group/subgroup/project', {})).toEqual([]);
  });
});
