import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT_CODES } from './exit-codes.ts';
import { main } from './main.ts';
import type { Output, Ports } from './ports.ts';

// Node's own exits, 1 for an uncaught error and 13 for a promise that never settles, would look like a verdict (T13).
process.exitCode = EXIT_CODES.internalError;
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
// a reader that goes away, as in `provkit … | head`, is no error of ours
process.stdout.on('error', () => process.exit());

process.exitCode = await main(process.argv.slice(2), ports());

function ports(): Ports {
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    cwd: process.cwd(),
    env: process.env,
    newId: randomUUID,
    clock: {
      now: () => Date.now(),
      sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }),
    },
  };
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
  };
}

function crash(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const shown = process.env.PROVKIT_DEBUG ? text : text.split('\n', 1)[0];
  process.stderr.write(
    `provkit: internal error, no verdict: ${shown}\nPlease report it; PROVKIT_DEBUG=1 shows where it happened.\n`,
  );
  process.exit(EXIT_CODES.internalError);
}
