import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
}

/** A process that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** What it has said so far. */
  readonly said: () => string;
  readonly ended: Promise<Ended>;
}

/** Starts a file of this folder in a process of its own, on the sources of the packages. */
export function start(file: string, args: readonly string[]): Running {
  const argv = ['--conditions=@provkit/source', join(import.meta.dirname, file), ...args];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout }));
  });
  return { child, said: () => stdout, ended };
}
