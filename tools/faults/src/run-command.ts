import { setTimeout as sleep } from 'node:timers/promises';
import { main } from '@provkit/cli';
import type { Transport } from '@provkit/http';

/** What came of a command. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The world in which a command runs. */
export interface CommandWorld {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly transport: Transport;
  /** Deadlines, each with the milliseconds that it takes here, longest first; shorter waits take none. */
  readonly deadlines: readonly (readonly [fromMs: number, tookMs: number])[];
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** Runs a command line in this process, with servers on 127.0.0.1. */
export async function runCommand(
  argv: readonly string[],
  { cwd, env, transport, deadlines, now }: CommandWorld,
): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const code = await main(argv, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    cwd,
    env,
    clock: {
      now: () => now,
      sleep: async (ms, signal) => {
        const [, tookMs = 0] = deadlines.find(([fromMs]) => ms >= fromMs) ?? [];
        await sleep(tookMs, undefined, signal && { signal });
      },
    },
    newId: () => 'faults',
    openNetwork: async () => ({ transport, random: Math.random, loopbackUnsafe: true }),
  });
  return { code, ...written };
}
