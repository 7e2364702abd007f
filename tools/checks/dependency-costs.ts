// What each dependency of a published package costs to load and to install, for docs/dependencies.md:
// npm run measure:dependencies (after a build)
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedBytes } from './src/costs/installed-bytes.ts';
import { loadCostMs } from './src/costs/load-cost.ts';
import { packageOf, specifiersIn } from './src/costs/specifiers.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = globSync('packages/*/src/**/*.ts', { cwd: root });
const specifiers = new Set(
  sources.flatMap((path) => specifiersIn(readFileSync(join(root, path), 'utf8'))),
);
const foreign = Map.groupBy([...specifiers].sort(), packageOf);
const own = globSync('packages/*/package.json', { cwd: root })
  .map((path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as { name: string })
  .map(({ name }) => name)
  .sort();

console.log(
  'CPU time over a start that imports nothing, median of 11; installed size with all it depends on\n',
);
for (const [name, imported] of foreign) {
  if (name.startsWith('@provkit/')) continue;
  const megabytes = installedBytes(name, root) / 1e6;
  const cost = await loadCostMs(imported, root);
  console.log(`${name.padEnd(28)} ${cost.toFixed(0).padStart(4)} ms  ${megabytes.toFixed(1)} MB`);
}
for (const name of own) {
  console.log(`${name.padEnd(28)} ${(await loadCostMs([name], root)).toFixed(0).padStart(4)} ms`);
}
