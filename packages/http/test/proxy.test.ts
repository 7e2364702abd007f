import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proxyFromEnv } from '../src/proxy.ts';

type Env = Readonly<Record<string, string>>;

/** Where a URL goes: `straight`, the proxy's address, or the problem. */
function way(env: Env, url = 'https://api.example.com/x'): string {
  const outcome = proxyFromEnv(env);
  return 'problem' in outcome ? outcome.problem : (outcome.proxyFor(new URL(url)) ?? 'straight');
}

const PROXY = { HTTPS_PROXY: 'http://proxy.example:3128' };
const AT_PROXY = 'http://proxy.example:3128/';

describe('proxies by the environment', () => {
  test.each<[Env, string]>([
    [{}, 'straight'],
    [{ HTTPS_PROXY: '' }, 'straight'],
    [{ HTTP_PROXY: 'http://proxy.example' }, 'straight'],
    [PROXY, AT_PROXY],
    [{ ...PROXY, https_proxy: 'http://lower.example' }, 'http://lower.example/'],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, AT_PROXY],
    [{ HTTPS_PROXY: 'http://me:pw@proxy.example' }, 'http://me:pw@proxy.example/'],
  ])('%j: %s', (env, expected) => {
    expect(way(env)).toBe(expected);
  });

  test('http goes straight: it is for servers on this machine', () => {
    expect(way(PROXY, 'http://127.0.0.1:8080/')).toBe('straight');
  });

  test.each(['socks5://proxy.example', 'http://', 'http://[', 'file:///x', 'http://a b'])(
    'T18: %s is a problem, and what it says is not shown',
    (proxy) => {
      const problem = way({ HTTPS_PROXY: proxy });
      expect(problem).toMatch(/^HTTPS_PROXY is no address of a proxy/);
    },
  );

  test.each([
    ['api.example.com', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['API.EXAMPLE.COM', true],
    ['other.example, api.example.com', true],
    ['other.example api.example.com', true],
    ['*', true],
    ['api.example.com:443', true],
    ['api.example.com:8443', false],
    ['pi.example.com', false],
    ['api.example.com.evil.example', false],
    ['com.evil', false],
    ['.', false],
    [':443', false],
    [',,', false],
    ['10.0.0.0/8', false],
  ])('NO_PROXY=%s lets api.example.com go straight: %s', (list, isStraight) => {
    expect(way({ ...PROXY, NO_PROXY: list }) === 'straight').toBe(isStraight);
    expect(way({ ...PROXY, NO_PROXY: 'x.example', no_proxy: list }) === 'straight').toBe(
      isStraight,
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (proxy, list) => {
        expect(typeof way({ HTTPS_PROXY: proxy, NO_PROXY: list })).toBe('string');
      }),
    );
  });
});
