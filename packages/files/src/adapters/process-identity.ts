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
  /** Id of the installation: a host's name is often that of many. */
  readonly machine: string;
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
 * Whether a process is surely gone: of our machine and of our namespace, and not running, or running since another time. Of
 * another machine's processes nothing is known; two of one name are told apart by the id of their installation, and where a
 * system has none, a lock from before its start waits for a person.
 */
export async function isGone(
  other: Pick<ProcessIdentity, 'pid' | 'host'> & Partial<ProcessIdentity>,
  self: ProcessIdentity,
): Promise<boolean> {
  if (other.host !== self.host) return false;
  if (differs(other.machine, self.machine)) return false;
  if (differs(other.boot, self.boot)) return isSame(other.machine, self.machine);
  if (differs(other.namespace, self.namespace)) return false;
  return !isRunning(other.pid) || differs(other.started, await startOf(other.pid));
}

/**
 * A name for a process that another one can tell from the name alone whether it still runs: for files that may be empty
 * because their writer died.
 * @param unique makes it so; holds no dot.
 */
export function processName(self: ProcessIdentity, unique: string): string {
  return `${machineName(self)}-${self.pid}-${unique}`;
}

/** Whether a name ends with what `processName` made for a process of our machine that does not run. */
export function isNameOfGone(name: string, self: ProcessIdentity): boolean {
  const [, machine, pid] = /(?:^|\.)([0-9a-f]{8})-([1-9]\d*)-[^.]+$/.exec(name) ?? [];
  return machine === machineName(self) && !isRunning(Number(pid));
}

/** The same for processes whose numbers mean the same. */
function machineName({ host, machine, boot, namespace }: ProcessIdentity): string {
  const text = JSON.stringify([host, machine, boot, namespace]);
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Whether two things are known and are not the same. */
function differs(a: string | undefined, b: string): boolean {
  return a !== undefined && a !== '' && b !== '' && a !== b;
}

/** Whether two things are known and the same. */
function isSame(a: string | undefined, b: string): boolean {
  return a === b && b !== '';
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

async function surroundings(): Promise<Pick<ProcessIdentity, 'machine' | 'boot' | 'namespace'>> {
  const [machine, boot, namespace] = await Promise.all([
    readFile('/etc/machine-id', 'utf8').catch(() => ''),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return { machine: machine.trim(), boot: boot.trim(), namespace };
}

/** Field 22 of `/proc/PID/stat`; the second one is a name in brackets that may hold blanks. @see proc(5) */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
