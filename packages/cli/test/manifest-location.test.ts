import { describe, expect, test } from 'vitest';
import { parseLocation } from '../src/manifest-location.ts';

describe('parseLocation', () => {
  test.each([
    ['manifest.json', { kind: 'file', file: 'manifest.json' }],
    ['/a/b@c.json', { kind: 'file', file: '/a/b@c.json' }],
    [
      'github:acme/widgets/docs/reports/2026-01-31/manifest.json@main',
      {
        kind: 'github',
        repository: 'acme/widgets',
        path: 'docs/reports/2026-01-31/manifest.json',
        branch: 'main',
      },
    ],
    [
      'github:acme/widgets/m@1.json@release/v1',
      { kind: 'github', repository: 'acme/widgets', path: 'm@1.json', branch: 'release/v1' },
    ],
  ])('%s', (text, location) => {
    expect(parseLocation(text)).toEqual(location);
  });

  test.each([
    ['github:'],
    ['github:acme/widgets@main'],
    ['github:acme/widgets/m.json'],
    ['github:acme/widgets/m.json@'],
    ['github:-acme/widgets/m.json@main'],
  ])('%s is refused with the form that it should have', (text) => {
    expect(() => parseLocation(text)).toThrowError(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining('github:OWNER/NAME/PATH@BRANCH'),
      }),
    );
  });
});
