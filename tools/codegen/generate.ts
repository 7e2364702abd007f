// Writes what is generated from schemas and seeds, and committed: `npm run generate`. With --check it writes nothing,
// and exits 1 naming the files that are not what they should be.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { targets } from './src/targets.ts';

const root = join(import.meta.dirname, '..', '..');
const isCheck = process.argv.includes('--check');
let drifted = 0;

for (const { file, generate } of targets) {
  const path = join(root, file);
  const expected = await generate();
  const current = await readFile(path, 'utf8').catch(() => undefined);
  if (current === expected) continue;
  drifted += 1;
  if (isCheck) {
    console.error(`${relative(root, path)} is not what it is generated from: run npm run generate`);
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, expected);
    console.log(`wrote ${relative(root, path)}`);
  }
}
console.log(`${targets.length} generated files, ${drifted} ${isCheck ? 'drifted' : 'written'}`);
if (isCheck && drifted > 0) process.exitCode = 1;
