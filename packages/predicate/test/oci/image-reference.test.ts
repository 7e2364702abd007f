import { describe, expect, test } from 'vitest';
import { parseImageReference } from '../../src/oci/image-reference.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('parseImageReference', () => {
  test.each([
    [
      'registry.example/acme/widgets:v1',
      { registry: 'registry.example', repository: 'acme/widgets', tag: 'v1' },
    ],
    [
      `registry.example/widgets@${DIGEST}`,
      { registry: 'registry.example', repository: 'widgets', digest: DIGEST },
    ],
    [
      `oci://registry.example:5000/a.b/c__d/e--f:v1@${DIGEST}`,
      { registry: 'registry.example:5000', repository: 'a.b/c__d/e--f', tag: 'v1', digest: DIGEST },
    ],
    ['localhost/widgets:v1', { registry: 'localhost', repository: 'widgets', tag: 'v1' }],
  ])('reads %s', (text, expected) => {
    expect(parseImageReference(text)).toEqual(expected);
  });

  test.each([
    'widgets:v1',
    'acme/widgets:v1',
    'registry.example/acme/widgets',
    'registry.example/acme/../widgets:v1',
    'registry.example/Acme/widgets:v1',
    'registry.example//widgets:v1',
    'registry.example/widgets:',
    `registry.example/widgets:${'v'.repeat(129)}`,
    'registry.example/widgets:v1@sha256:abc',
    `registry.example/widgets@${DIGEST}@${DIGEST}`,
    `registry.example/widgets@${DIGEST.toUpperCase()}`,
    'user:pass@registry.example/widgets:v1',
    'https://registry.example/widgets:v1',
    'registry.example/widgets:v1?x',
    'registry.example:999999/widgets:v1',
    '',
  ])('T14: refuses %s', (text) => {
    expect(() => parseImageReference(text)).toThrow(
      expect.objectContaining({ code: 'ARTIFACT_INVALID' }),
    );
  });
});
