import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNpmConfig, registryOf } from '../../src/npm/npm-config.ts';

const variable = (name: string) => `$\{${name}}`;
const registry = (file: string, packageName = 'widgets', env: Record<string, string> = {}) =>
  registryOf(readNpmConfig([file], env), packageName);

describe('registryOf', () => {
  test('no registry is assumed', () => {
    expect(registry('')).toBeUndefined();
    expect(registry('registry=nonsense')).toBeUndefined();
  });

  test('a scope has its own, and the environment goes before the files', () => {
    const file = 'registry = https://npm.example\n@acme:registry=https://npm.acme.example/a\n';
    expect(registry(file)).toEqual({ url: 'https://npm.example/' });
    expect(registry(file, '@acme/widgets')).toEqual({ url: 'https://npm.acme.example/a/' });
    expect(registry(file, '@other/widgets')).toEqual({ url: 'https://npm.example/' });
    const env = { npm_config_registry: 'https://env.example/' };
    expect(registry(file, 'widgets', env)).toEqual({ url: 'https://env.example/' });
    expect(registry(file, '@acme/widgets', env)).toEqual({ url: 'https://npm.acme.example/a/' });
  });

  test('of several files the first counts most', () => {
    const config = readNpmConfig(
      ['registry=https://project.example', 'registry=https://user.example\nx=1'],
      {},
    );
    expect(registryOf(config, 'widgets')?.url).toBe('https://project.example/');
    expect(config.settings.get('x')).toBe('1');
  });

  test('comments, sections, quotes and variables are as in npm', () => {
    const file = [
      '; registry=https://comment.example',
      '# registry=https://comment.example',
      '[section]',
      `registry="https://${variable('HOST')}/"`,
      `//npm.example/:_authToken=${variable('TOKEN')}`,
      'no setting',
    ].join('\r\n');
    const env = { HOST: 'npm.example', TOKEN: 'secret' };
    expect(registry(file, 'widgets', env)).toEqual({
      url: 'https://npm.example/',
      credential: 'Bearer secret',
    });
    expect(registry(`registry=https://${variable('HOST')}/`)?.url).toBeUndefined();
    expect(registry("registry='https://npm.example'")?.url).toBe('https://npm.example/');
  });
});

describe('the credential (T18)', () => {
  const at = (place: string, value = ':_authToken=secret') =>
    registry(`registry=https://npm.example/a/b\n${place}${value}`)?.credential;

  test.each([
    '//npm.example/',
    '//npm.example/a/',
    '//npm.example/a/b/',
    '//npm.example',
    '//npm.example/a',
  ])('of %s is the registry’s', (place) => {
    expect(at(place)).toBe('Bearer secret');
  });

  test.each([
    '//npm.example/b/',
    '//npm.example/a/b/c/',
    '//evil.example/',
    '//npm.example:8443/',
    '//sub.npm.example/',
    '',
  ])('of %s is not', (place) => {
    expect(at(place)).toBeUndefined();
  });

  test('of the longest part of the URL counts', () => {
    const file =
      'registry=https://npm.example/a\n//npm.example/:_authToken=whole\n//npm.example/a/:_authToken=part';
    expect(registry(file)?.credential).toBe('Bearer part');
  });

  test('may be a name and a password, or both in one', () => {
    const password = Buffer.from('pass:word').toString('base64');
    expect(at('//npm.example/', `:username=me\n//npm.example/:_password=${password}`)).toBe(
      `Basic ${Buffer.from('me:pass:word').toString('base64')}`,
    );
    expect(at('//npm.example/', ':_auth=bWU6cGFzcw==')).toBe('Basic bWU6cGFzcw==');
    expect(at('//npm.example/', ':username=me')).toBeUndefined();
  });

  test('whatever the file, a credential of another host is never taken', () => {
    fc.assert(
      fc.property(fc.string(), fc.webPath(), (junk, path) => {
        const found = registry(
          `registry=https://npm.example${path}\n${junk}\n//evil.example/:_authToken=theirs`,
        );
        expect(found?.credential ?? '').not.toContain('theirs');
      }),
    );
  });
});
