import { createTufRepository } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { Malformed } from '../../src/bundle/malformed.ts';
import { registryKeysTargets } from '../../src/tuf/registry-keys-target.ts';

const signed = (value: unknown) => JSON.stringify({ signed: value });

describe('registryKeysTargets', () => {
  test('finds the keys where a folder is delegated to a role', () => {
    const { files } = createTufRepository({
      'trusted_root.json': '',
      'registry.example/keys.json': '',
    });
    expect(registryKeysTargets(String(files.get('1.targets.json')))).toEqual([
      'registry.example/keys.json',
    ]);
  });

  test('finds the keys where they are listed', () => {
    const targets = { 'a/keys.json': {}, 'keys.json': {}, 'a/keys.json.sig': {} };
    expect(registryKeysTargets(signed({ targets }))).toEqual(['a/keys.json']);
  });

  test('guesses nothing from other patterns', () => {
    const roles = [{ paths: ['*', '*/x', 'a/?', 'a/b*', 7] }, { paths: 7 }, {}];
    expect(registryKeysTargets(signed({ targets: {}, delegations: { roles } }))).toEqual([]);
    expect(registryKeysTargets(signed({}))).toEqual([]);
  });

  test('malformed: not JSON', () => {
    expect(() => registryKeysTargets('{')).toThrow(Malformed);
  });
});
