import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a batch of so many different bundles holds on to when its last one is done, in a process of its own. */
export async function retainedMiB(bundles: number): Promise<number> {
  const program = join(import.meta.dirname, 'batch-memory-process.ts');
  const argv = ['--expose-gc', program, String(bundles)];
  const { stdout } = await promisify(execFile)(process.execPath, argv);
  return Number(stdout) / 2 ** 20;
}
