import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

if (Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(`tests need Node 24, this is ${process.version}: start them with npm run or npx`);
}

// Tests resolve workspace packages to their TypeScript source, so no build is needed first.
const conditions = ['@provkit/source', 'node', 'import', 'module', 'default'];

const workspaces = ['packages', 'tools']
  .flatMap((folder) => readdirSync(join(import.meta.dirname, folder)).map((dir) => [folder, dir]))
  .map(([folder = '', dir = '']) => ({
    name: `@provkit/${dir}`,
    root: join(import.meta.dirname, folder, dir),
  }))
  .filter(({ root }) => existsSync(join(root, 'test')));

// Where CI collects the counts: a file for each run, since workspaces are tested by a process of their own.
const reports = process.env.PROVKIT_REPORTS;

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // a test that starts processes takes its time on a busy machine; only one that hangs takes this long
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...(reports && {
      reporters: ['default', ['json', { outputFile: join(reports, `${process.pid}.json`) }]],
    }),
    projects: workspaces.map(({ name, root }) => ({
      extends: true as const,
      root,
      test: { name, include: ['test/**/*.test.ts'] },
    })),
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'], // each project's own, whose root is its folder
      exclude: [
        '**/*.test.ts',
        '**/*.test-d.ts',
        '**/*.bench.ts',
        '**/*.generated.ts',
        '**/bin.ts',
      ],
      reporter: ['text', 'json-summary'],
    },
  },
});
