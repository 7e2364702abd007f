import { describe, expect, test } from 'vitest';
import { credentialsIn } from '../../src/oci/docker-config.ts';

const auth = (plain: string) => ({ auth: Buffer.from(plain).toString('base64') });
const config = (auths: unknown) => JSON.stringify({ auths });

describe('credentialsIn (T18)', () => {
  test('finds those of the very registry', () => {
    const found = config({
      'other.example': auth('x:y'),
      'registry.example': auth('me:pass:word'),
    });
    expect(credentialsIn(found, 'registry.example')).toEqual({
      username: 'me',
      password: 'pass:word',
    });
    expect(credentialsIn(found, 'example')).toBeUndefined();
    expect(credentialsIn(found, 'registry.example:5000')).toBeUndefined();
    expect(credentialsIn(found, 'sub.registry.example')).toBeUndefined();
  });

  test('finds them under an old URL, and with a port', () => {
    const found = config({
      'https://registry.example/v1/': auth('a:b'),
      'registry.example:5000': auth('c:d'),
    });
    expect(credentialsIn(found, 'registry.example')?.username).toBe('a');
    expect(credentialsIn(found, 'registry.example:5000')?.username).toBe('c');
  });

  test.each([
    ['no JSON', '{'],
    ['no auths', '{}'],
    ['auths that are none', config(7)],
    ['an entry of a helper', config({ 'registry.example': {} })],
    ['no colon', config({ 'registry.example': auth('me') })],
    ['no name', config({ 'registry.example': auth(':x') })],
  ])('malformed: %s is no credential', (_, text) => {
    expect(credentialsIn(text, 'registry.example')).toBeUndefined();
  });
});
