import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { NOTIFY } from './notify-suite.ts';
import type { NotifyWorld } from './notify-world.ts';

const CHILD = join(import.meta.dirname, '..', '..', 'notify-child.ts');

/**
 * Starts a notifier in a process of its own and kills it at the moment in which a server has done what it asked, and has not yet
 * answered: between act and record.
 * @param arm is given the kill, and hangs it where it shall happen.
 * @returns how it ended
 */
export async function killNotifier(
  world: NotifyWorld,
  arm: (kill: () => void) => void,
): Promise<string> {
  let child: ChildProcess | undefined;
  arm(() => void child?.kill('SIGKILL'));
  child = spawn(
    process.execPath,
    [
      '--conditions=@provkit/source',
      CHILD,
      String(world.now()),
      world.folder,
      ...[...NOTIFY, '--write'],
    ],
    { env: { ...world.setup, PATH: process.env.PATH }, stdio: 'ignore' },
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal === 'SIGKILL' ? 'killed' : `exit ${code}`;
}
