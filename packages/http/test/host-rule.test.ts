import { describe, expect, test } from 'vitest';
import { allowUrl, type HttpPolicy } from '../src/host-rule.ts';

const POLICY: HttpPolicy = {
  hosts: ['api.github.com', { name: 'ghe.example.com', port: 8443, privateAddressesUnsafe: true }],
  redirectHosts: ['*.blob.core.windows.net'],
};

function codeOf(url: string, policy = POLICY, isRedirect = false): string {
  try {
    allowUrl(url, policy, isRedirect);
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('allowUrl', () => {
  test.each([
    'https://api.github.com/meta',
    'https://API.GitHub.com:443/meta',
    'https://ghe.example.com:8443/api/v3',
  ])('%s is allowed', (url) => {
    expect(codeOf(url)).toBe('allowed');
  });

  test.each([
    ['another scheme', 'http://api.github.com/', 'URL_INVALID'],
    ['a file', 'file:///etc/passwd', 'URL_INVALID'],
    ['data', 'data:text/plain,x', 'URL_INVALID'],
    ['gopher', 'gopher://api.github.com/', 'URL_INVALID'],
    ['no URL', 'api.github.com/meta', 'URL_INVALID'],
    ['credentials', 'https://user:secret@api.github.com/', 'URL_INVALID'],
    ['a user that looks like a host', 'https://api.github.com@evil.example/', 'URL_INVALID'],
    ['a port', 'https://api.github.com:8443/', 'URL_INVALID'],
    ['the standard port of a host with another one', 'https://ghe.example.com/', 'URL_INVALID'],
    ['an IPv4 address', 'https://140.82.121.6/', 'URL_INVALID'],
    ['a number', 'https://2130706433/', 'URL_INVALID'],
    ['hexadecimal', 'https://0x7f.1/', 'URL_INVALID'],
    ['octal', 'https://0177.0.0.1/', 'URL_INVALID'],
    ['full-width digits', 'https://１２７.0.0.1/', 'URL_INVALID'],
    ['an IPv6 address', 'https://[::1]/', 'URL_INVALID'],
    ['a mapped address', 'https://[::ffff:127.0.0.1]/', 'URL_INVALID'],
    ['loopback without the allowance', 'http://127.0.0.1:8080/', 'URL_INVALID'],
    ['localhost', 'https://localhost/', 'HOST_NOT_ALLOWED'],
    ['a name below', 'https://x.api.github.com/', 'HOST_NOT_ALLOWED'],
    ['a name that ends alike', 'https://evilapi.github.com/', 'HOST_NOT_ALLOWED'],
    ['a name that begins alike', 'https://api.github.com.evil.example/', 'HOST_NOT_ALLOWED'],
    ['a final dot', 'https://api.github.com./', 'HOST_NOT_ALLOWED'],
    ['a backslash', 'https://evil.example\\@api.github.com/', 'HOST_NOT_ALLOWED'],
    ['a letter that looks alike', 'https://api.gıthub.com/', 'HOST_NOT_ALLOWED'],
    ['a host of redirects alone', 'https://a.blob.core.windows.net/', 'HOST_NOT_ALLOWED'],
  ])('T14: %s is refused: %s', (_, url, code) => {
    expect(codeOf(url)).toBe(code);
  });

  test('T14: a redirect may lead to the hosts of redirects, by their whole suffix', () => {
    expect(codeOf('https://a.blob.core.windows.net/x?sig=1', POLICY, true)).toBe('allowed');
    expect(codeOf('https://blob.core.windows.net/', POLICY, true)).toBe('HOST_NOT_ALLOWED');
    expect(codeOf('https://ablob.core.windows.net/', POLICY, true)).toBe('HOST_NOT_ALLOWED');
    expect(codeOf('https://a.blob.core.windows.net.evil.example/', POLICY, true)).toBe(
      'HOST_NOT_ALLOWED',
    );
  });

  test('T14: the allowance for tests is for 127.0.0.1 and nothing else', () => {
    const policy = { ...POLICY, loopbackUnsafe: true };
    expect(codeOf('http://127.0.0.1:8080/x', policy)).toBe('allowed');
    for (const url of [
      'http://127.0.0.2/',
      'http://localhost/',
      'http://10.0.0.1/',
      'http://[::1]/',
    ]) {
      expect(codeOf(url, policy)).toBe('URL_INVALID');
    }
  });

  test('T14: a private address needs a rule that says so, and metadata never passes', () => {
    const { isAddressAllowed } = allowUrl('https://api.github.com/', POLICY);
    const own = allowUrl('https://ghe.example.com:8443/', POLICY);
    expect(isAddressAllowed('10.0.0.1')).toBe(false);
    expect(own.isAddressAllowed('10.0.0.1')).toBe(true);
    expect(own.isAddressAllowed('169.254.169.254')).toBe(false);
    expect(own.isAddressAllowed('127.0.0.1')).toBe(false);
  });

  test('T18: the error shows no credential of the URL', () => {
    expect(() => allowUrl('https://user:hunter2@api.github.com/', POLICY)).toThrow(
      'https://[redacted]@api.github.com/ has credentials in it',
    );
  });
});
