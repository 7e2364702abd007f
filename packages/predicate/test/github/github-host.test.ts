import { describe, expect, test } from 'vitest';
import { githubRepository, repositoryApi } from '../../src/github/github-host.ts';

describe('githubRepository', () => {
  test.each([
    ['https://github.com/acme/widgets', 'https://api.github.com'],
    ['https://acme.ghe.com/acme/widgets', 'https://api.acme.ghe.com'],
    ['https://git.example.com/acme/widgets', 'https://git.example.com/api/v3'],
    ['https://git.example.com:8443/acme/widgets', 'https://git.example.com:8443/api/v3'],
  ])('%s has its API at %s', (url, apiUrl) => {
    const repository = githubRepository(url);
    expect(repository).toMatchObject({ owner: 'acme', name: 'widgets', apiUrl });
    expect(repository && repositoryApi(repository)).toBe(`${apiUrl}/repos/acme/widgets`);
  });

  test('a given API address goes before the convention', () => {
    const given = githubRepository(
      'https://github.com/acme/widgets',
      'https://proxy.example/github/',
    );
    expect(given?.apiUrl).toBe('https://proxy.example/github');
  });

  test.each([
    'acme/widgets',
    'https://github.com/acme',
    'https://github.com/acme/widgets/tree/main',
    'https://github.com/../widgets',
    'https://github.com/acme/..',
    'https://github.com/acme/%2e%2e',
    'https://github.com/acme/widgets%2f..',
    'https://github.com/-acme/widgets',
    'https://github.com/acme/wid gets',
  ])('T14: %s is no repository', (url) => {
    expect(githubRepository(url)).toBeUndefined();
  });
});
