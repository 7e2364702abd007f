import type { FaultCase, Suite } from '../suite.ts';
import { NOTIFY_CASES } from './notify-cases.ts';
import type { NotifyCase } from './notify-faults.ts';
import { type NotifyWorld, startNotifyWorld, TOKENS, visible } from './notify-world.ts';

export const NOTIFY = ['notify', '--from', 'manifest.json', '--tag', 'v1.2.3'] as const;

/** Telling people, each fault by itself: `provkit notify` against a GitHub and a Slack on loopback. */
export function notifySuite(): Suite {
  return {
    name: 'notify',
    open: async () => {
      const world = await startNotifyWorld();
      return { cases: NOTIFY_CASES.map((one) => caseOf(one, world)), close: world.close };
    },
  };
}

function caseOf(one: NotifyCase, world: NotifyWorld): FaultCase {
  const { name, reason = 'artifact_missing', expected } = one;
  return {
    name,
    expected,
    run: async () => {
      await world.reset(reason);
      await one.given(world);
      const setup = { ...world.setup, ...one.setup?.(world) };
      const first = await notify(world, setup);
      return (await wrong(world, first.shown)) ?? `${first.code}: ${first.sees}: ${first.receipts}`;
    },
  };
}

/** What came of telling people once. */
export interface Told {
  readonly code: number;
  /** What people see. */
  readonly sees: string;
  /** `rung outcome status`, in order; `-`: there was no status. */
  readonly receipts: string;
  /** All that was printed. */
  readonly shown: string;
}

/** Runs `provkit notify` and says what came of it. */
export async function notify(
  world: NotifyWorld,
  setup: NotifyWorld['setup'] = world.setup,
  more: readonly string[] = [],
): Promise<Told> {
  const argv = [...NOTIFY, '--write', '--format', 'json', ...more];
  const { code, stdout, stderr } = await world.run(argv, { setup });
  return { code, sees: await visible(world), receipts: receiptsOf(stdout), shown: stdout + stderr };
}

interface ResultJson {
  readonly results: readonly {
    readonly because: string;
    readonly receipts: readonly {
      readonly rung: string;
      readonly outcome: string;
      readonly status: number | null;
    }[];
  }[];
}

export function receiptsOf(stdout: string): string {
  if (stdout === '') return '';
  const { results } = JSON.parse(stdout) as ResultJson;
  return results
    .flatMap(({ receipts }) => receipts)
    .map(({ rung, outcome, status }) => `${rung} ${outcome} ${status ?? '-'}`)
    .join(', ');
}

/** What breaks a rule that holds whatever fails; undefined: nothing does. */
export async function wrong(world: NotifyWorld, shown: string): Promise<string | undefined> {
  const { github, slack, tracker } = world;
  const files = ['manifest.json', 'events.ndjson', 'notify-spool.ndjson', 'summary.md'];
  const kept = await Promise.all(files.map((name) => world.read(name)));
  const said = [
    shown,
    ...kept.slice(1), // the manifest came with a signed URL, and is not ours to redact
    JSON.stringify([slack.messages, tracker.issues, tracker.project.comments]),
  ].join('\n');
  const secrets = [...Object.values(TOKENS), 'planted-signature', slack.webhookUrl];
  const secret = secrets.find((one) => said.includes(one));
  if (secret !== undefined) return `a secret shows (${secret}): ${shown}`;
  if (github.violations.length > 0) return `against GitHub: ${github.violations.join('; ')}`;
  if (slack.violations.length > 0) return `against the functions: ${slack.violations.join('; ')}`;
  if (github.requests.length > 60) return `${github.requests.length} requests`;
  return undefined;
}
