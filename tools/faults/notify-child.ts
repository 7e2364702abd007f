// A notifier of its own process, to be killed: node notify-child.ts NOW FOLDER ARGUMENT…
import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeTransport } from '@provkit/http/node';
import { runNotify } from './src/notify/run-notify.ts';

const [now = '', cwd = '', ...argv] = process.argv.slice(2);
const env = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
);
const clock = {
  now: () => Number(now),
  sleep: (ms: number, signal?: AbortSignal) =>
    // backing off takes no time here; deadlines do
    sleep(ms >= 15_000 ? ms : 0, undefined, signal && { signal }),
};
const { code } = await runNotify(argv, { cwd, env, clock, transport: createNodeTransport() });
process.exit(code);
