import type { Arguments, Options } from '../args/option.ts';
import { CliError } from '../cli-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  base: {
    value: 'REF',
    help: 'judge the change since this Git ref too (default: the base of the pull request, in GitHub Actions)',
  },
  'base-file': { value: 'FILE', help: 'judge the change since this file too' },
  events: { value: 'FILE', help: 'append an event for each manifest that changed since the ref' },
  format: {
    value: 'FORMAT',
    choices: ['text', 'json', 'sarif', 'markdown'],
    help: 'text (default), json, sarif or markdown',
  },
} as const satisfies Options;

/** `provkit lint-manifest`: holds manifests, and their change, against the rules (S6.3). */
export const lintManifest: Command = {
  usage: 'lint-manifest [FILE…] [--base REF | --base-file FILE]',
  description: [
    'Holds release manifests against the rules, and the change since a Git ref or file against',
    'those for changes: append-only, immutable fields, allowed status changes. Without FILE it is',
    'every docs/reports/<date>/manifest.json, those that are gone since the ref included. In GitHub',
    'Actions the findings are annotations too, on standard error.',
  ],
  options: OPTIONS,
  examples: [
    'provkit lint-manifest docs/reports/2026-01-31/manifest.json',
    'provkit lint-manifest --base origin/main --format sarif > manifest.sarif',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const { lintFiles } = await import('../lint-files.ts');
  const base = await baseFrom(args, ports);
  const files = await lintFiles(args.positionals, base, ports);
  const events = args.one('events');
  if (events !== undefined) {
    if (base?.kind !== 'commit') {
      throw new CliError('USAGE', '--events tells of commits: it needs --base REF');
    }
    await (await import('../record-changes.ts')).recordChanges(files, base, events, ports);
  }
  await write(files, base !== undefined, args.one('format') ?? 'text', ports);
  const { countFindings } = await import('@provkit/manifest/format');
  return countFindings(files).errors > 0 ? EXIT_CODES.fail : EXIT_CODES.pass;
}

async function baseFrom(args: Arguments, { cwd, env }: Ports) {
  const { commitBase, fileBase } = await import('../lint-base.ts');
  const file = args.one('base-file');
  const pullRequest = env.GITHUB_BASE_REF ? `origin/${env.GITHUB_BASE_REF}` : undefined;
  const ref = args.one('base') ?? (file === undefined ? pullRequest : undefined);
  if (ref !== undefined && file !== undefined) {
    throw new CliError('USAGE', '--base and --base-file exclude each other');
  }
  if (file !== undefined) {
    if (args.positionals.length === 1) return fileBase(file, cwd);
    throw new CliError('USAGE', '--base-file is what one manifest was: name that one FILE');
  }
  return ref === undefined ? undefined : commitBase(ref, cwd);
}

async function write(
  files: Parameters<typeof import('@provkit/manifest/format')['lintToText']>[0],
  hasBase: boolean,
  format: string,
  ports: Ports,
): Promise<void> {
  const formats = await import('@provkit/manifest/format');
  if (ports.env.GITHUB_ACTIONS === 'true') ports.stderr.write(formats.lintToAnnotations(files));
  if (format === 'json') return ports.stdout.write(formats.lintToJson(files));
  if (format === 'markdown') return ports.stdout.write(formats.lintToMarkdown(files));
  if (format === 'sarif') {
    const { version } = await import('../version.ts');
    return ports.stdout.write(formats.lintToSarif(files, { version: version() }));
  }
  const palette = (await import('../palette.ts')).paletteFor(ports);
  ports.stdout.write(formats.lintToText(files, { palette }));
  if (hasBase) return;
  const note =
    'Only what the files say was judged, not what changed in them: --base REF does both.';
  ports.stdout.write(`${palette.dim(note)}\n`);
}
