import { main } from '@provkit/cli';
import type { Transport } from '@provkit/http';
import type { Ended } from '../run-command.ts';

/** The world in which people are told. */
export interface NotifyPorts {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: {
    now(): number;
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
  };
  readonly transport: Transport;
}

/** Runs a command line in this process, as a job of GitHub Actions, with servers on 127.0.0.1. */
export async function runNotify(
  argv: readonly string[],
  { cwd, env, clock, transport }: NotifyPorts,
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
    env: { GITHUB_ACTIONS: 'true', ...env },
    clock,
    newId: () => crypto.randomUUID(),
    openNetwork: async () => ({ transport, random: () => 0.5, loopbackUnsafe: true }),
  });
  return { code, ...written };
}
