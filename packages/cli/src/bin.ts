import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from './cli-error.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { main } from './main.ts';
import type { Output, Ports } from './ports.ts';

// Node's own exits, 1 for an uncaught error and 13 for a promise that never settles, would look like a verdict (T13).
process.exitCode = EXIT_CODES.internalError;
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
process.on('exit', complainUnlessDone);
process.stdout.on('error', reportLost);
process.stderr.on('error', () => {}); // there is nowhere left to say it; the exit code stands

let isDone = false;
process.exitCode = await main(process.argv.slice(2), ports());
isDone = true;

function ports(): Ports {
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    cwd: process.cwd(),
    env: process.env,
    newId: () => crypto.randomUUID(),
    openNetwork: async () => {
      const { createNodeTransport } = await import('@provkit/http/node');
      const { proxyFromEnv } = await import('@provkit/http');
      const proxy = proxyFromEnv(process.env);
      if ('problem' in proxy) throw new CliError('USAGE', proxy.problem);
      return { transport: createNodeTransport(proxy), random: Math.random };
    },
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

/** A reader that goes away, as in `provkit … | head`, is no error of ours; a report that cannot be stored is no report. */
function reportLost({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit();
  giveUp(`the report cannot be written (${code ?? message})`);
}

function crash(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [line = ''] = text.split('\n', 1);
  const shown = process.env.PROVKIT_DEBUG ? text : line.replace(/\p{Cc}/gu, ' ');
  giveUp(`internal error: ${shown}\nPlease report it; PROVKIT_DEBUG=1 shows where it happened.`);
}

/** What waits for something that never comes ends here, and not with a verdict. */
function complainUnlessDone(): void {
  if (!isDone) giveUp('internal error: it waited for what never came');
}

function giveUp(why: string): void {
  isDone = true;
  process.stderr.write(`provkit: no verdict, ${why}\n`);
  process.exit(EXIT_CODES.internalError);
}
