import type { Arguments, Options } from '../args/option.ts';
import { suggest } from '../args/suggest.ts';
import { CliError } from '../cli-error.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  manifest: {
    value: 'FILE',
    help: 'the manifest: a file, or github:OWNER/NAME/PATH@BRANCH',
  },
  tag: { value: 'TAG', help: 'the release' },
  'run-id': { value: 'N', help: 'its run, where the manifest has several of the tag' },
  repository: {
    value: 'OWNER/NAME',
    help: 'add: begin a manifest of this repository where there is none yet',
  },
  status: { value: 'STATUS', isRepeatable: true, help: 'show: only entries of this status' },
  limit: { value: 'N', help: 'history: at most so many commits (default: 100)' },
  events: { value: 'FILE', help: 'add, set: append how long others were waited for' },
  format: {
    value: 'FORMAT',
    choices: ['text', 'json', 'markdown'],
    help: 'text (default), json, or markdown (show)',
  },
} as const satisfies Options;

type Action = (args: Arguments, ports: Ports) => Promise<ExitCode>;

const ACTIONS: Readonly<Record<string, () => Promise<Action>>> = {
  add: async () => (await import('../change-entry.ts')).runAdd,
  set: async () => (await import('../change-entry.ts')).runSet,
  show: async () => (await import('../show-manifest.ts')).runShow,
  history: async () => (await import('../manifest-history.ts')).runHistory,
};

/** `provkit manifest`: adds, changes and shows entries of the release manifest (S1.1, S2.5, S3.4, S4.5). */
export const manifest: Command = {
  usage: 'manifest add|set|show|history --manifest FILE [--tag TAG [--run-id N]] [FIELD=VALUE…]',
  description: [
    'add puts a release into the manifest, set changes fields of one (FIELD= removes it); both wait',
    'for others who are writing, and refuse what the lint rules refuse. show prints entries, history',
    'what each commit changed in them. A field takes text, a number, true or false, a list with',
    'commas, or JSON where it is an object.',
  ],
  options: OPTIONS,
  examples: [
    'provkit manifest add --manifest docs/reports/2026-01-31/manifest.json --repository acme/widgets --tag v1.2.3 --run-id 8123456789 sha="$(git rev-parse v1.2.3^{commit})" artifact_url=widgets-1.2.3.tgz',
    'provkit manifest set --manifest manifest.json --tag v1.2.3 notify_slack=true issue_number=17',
    'provkit manifest show --manifest github:acme/widgets/docs/reports/2026-01-31/manifest.json@main --status failure',
    'provkit manifest history --manifest manifest.json --tag v1.2.3',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const [name = ''] = args.positionals;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) {
    const known = Object.keys(ACTIONS);
    const hint = suggest(name, known);
    throw new CliError('USAGE', `say what to do: manifest ${known.join(', ')}${hint}`);
  }
  if (args.one('manifest') === undefined) {
    throw new CliError('USAGE', '--manifest is missing: --manifest FILE');
  }
  const positionals = args.positionals.slice(1);
  return (await action())({ ...args, positionals }, ports);
}
