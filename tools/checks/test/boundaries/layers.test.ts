import { describe, expect, it } from 'vitest';
import { manifestOf, problemsWith } from './example-workspace.ts';

describe('layers in package.json ("Never" 1)', () => {
  const path = 'packages/predicate/package.json';

  it.each(['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'])(
    'refuses a domain package in the %s of another',
    (field) => {
      const text = manifestOf(path, { [field]: { '@provkit/manifest': '*' } });
      expect(problemsWith({ [path]: text })).toEqual([
        `${path}: @provkit/predicate (layer:domain) must not depend on @provkit/manifest (layer:domain)`,
      ]);
    },
  );

  it('refuses the application below a package', () => {
    const text = manifestOf('packages/json/package.json', {
      dependencies: { '@provkit/cli': '*' },
    });
    expect(problemsWith({ 'packages/json/package.json': text })).toEqual([
      'packages/json/package.json: @provkit/json (layer:base) must not depend on @provkit/cli (layer:app)',
    ]);
  });

  it('refuses a tool in the dependencies of a package, and takes the testkit for tests', () => {
    const text = manifestOf(path, { dependencies: { '@provkit/testkit': '0.0.0' } });
    expect(problemsWith({ [path]: text })).toEqual([
      `${path}: @provkit/predicate (layer:domain) must not depend on @provkit/testkit (layer:tool)`,
    ]);
  });

  it('refuses a domain package below the testkit', () => {
    const testkit = 'tools/testkit/package.json';
    const text = manifestOf(testkit, { dependencies: { '@provkit/manifest': '*' } });
    expect(problemsWith({ [testkit]: text })).toEqual([
      `${testkit}: @provkit/testkit (layer:tool) must not depend on @provkit/manifest (layer:domain)`,
    ]);
  });

  it.each([
    ['no layer', {}, 'nx.tags names none of'],
    ['an unknown layer', { nx: { tags: ['layer:core'] } }, 'nx.tags names none of'],
    ['the layer of tools', { nx: { tags: ['layer:tool'] } }, 'does not belong in packages/'],
  ])('refuses a package with %s', (_, more, message) => {
    const text = manifestOf('packages/manifest/package.json', { nx: {}, ...more });
    expect(problemsWith({ 'packages/manifest/package.json': text })).toContainEqual(
      expect.stringContaining(message),
    );
  });

  it('refuses a tool that could be published', () => {
    const text = manifestOf('tools/testkit/package.json', { private: false });
    expect(problemsWith({ 'tools/testkit/package.json': text })).toEqual([
      'tools/testkit/package.json: a tool must be private',
    ]);
  });
});
