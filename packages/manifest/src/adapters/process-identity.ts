import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/**
 * What tells a process from every other one. A number alone does not: it is given out again, and in another container it
 * is another process's. What a system does not tell is empty.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Id of the system's start, so that processes before a restart are known to be gone. */
  readonly boot: string;
  /** The namespace in which `pid` counts. */
  readonly namespace: string;
  /** When the process began, in ticks since the system's start. */
  readonly started: string;
}

/** The identity of this process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const { pid } = process;
  return { pid, host: hostname(), ...(await surroundings()), started: await startOf(pid) };
}

/**
 * Whether a process is surely gone: of this machine and of this namespace, and not running, or running since another time.
 * Of another machine's processes nothing is known.
 */
export async function isGone(
  other: Pick<ProcessIdentity, 'pid' | 'host'> & Partial<ProcessIdentity>,
): Promise<boolean> {
  if (other.host !== hostname()) return false;
  const { boot, namespace } = await surroundings();
  if (differs(other.boot, boot)) return true;
  if (differs(other.namespace, namespace)) return false;
  return !isRunning(other.pid) || differs(other.started, await startOf(other.pid));
}

/**
 * A name for this process that another one can tell from the name alone whether it still runs: for files that may be empty
 * because their writer died. Ends with what makes it unique.
 */
export async function processName(unique: string): Promise<string> {
  return `${await machineName()}-${process.pid}-${unique}`;
}

/** Whether a name that `processName` made is of a process of this machine that does not run. */
export async function isNameOfGone(name: string): Promise<boolean> {
  const [, machine, pid] = /(?:^|\.)([0-9a-f]{8})-([1-9]\d*)-[^.]+$/.exec(name) ?? [];
  return machine === (await machineName()) && !isRunning(Number(pid));
}

/** The same for processes whose numbers mean the same. */
async function machineName(): Promise<string> {
  const { boot, namespace } = await surroundings();
  const text = JSON.stringify([hostname(), boot, namespace]);
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Whether two things are known and are not the same. */
function differs(a: string | undefined, b: string): boolean {
  return a !== undefined && a !== '' && b !== '' && a !== b;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function surroundings(): Promise<Pick<ProcessIdentity, 'boot' | 'namespace'>> {
  const [boot, namespace] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return { boot: boot.trim(), namespace };
}

/** Field 22 of `/proc/PID/stat`; the second one is a name in brackets that may hold blanks. @see proc(5) */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
