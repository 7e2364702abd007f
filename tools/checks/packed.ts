// Every package packed, installed alone in an empty folder and used there: node tools/checks/packed.ts (after a build)
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packAll } from './src/packed/pack.ts';
import { useAlone } from './src/packed/use-alone.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = await mkdtemp(join(tmpdir(), 'provkit-packed-'));
let passed = 0;
let failed = 0;
try {
  const packages = await packAll(root, folder);
  for (const packed of packages) {
    const { name } = packed.manifest;
    const place = { root, folder: join(folder, basename(name)) };
    for await (const { title, problem } of useAlone(packed, packages, place)) {
      if (problem === '') passed += 1;
      else failed += 1;
      console.log(
        `${problem === '' ? 'ok  ' : 'FAIL'} ${name}: ${title}${problem && `\n${problem}`}`,
      );
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
console.log(`packed: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
