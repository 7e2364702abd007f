import {
  type Change,
  diff,
  isManifestError,
  type Manifest,
  parseManifest,
} from '@provkit/manifest';
import { diffToText } from '@provkit/manifest/format';
import { type Palette, printable, printableJson } from '@provkit/text';
import type { Arguments } from './args/option.ts';
import { CliError } from './cli-error.ts';
import { openManifestGit } from './compose.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { ManifestCommitInfo, ManifestGit } from './manifest-git.ts';
import { parseLocation } from './manifest-location.ts';
import { paletteFor } from './palette.ts';
import type { Ports } from './ports.ts';

const DEFAULT_LIMIT = 100;

/** A commit, and what it did to the manifest or to the entries that were asked for. */
interface Step extends ManifestCommitInfo {
  readonly changes: readonly Change[];
  /** Why the changes are not known; absent where they are. */
  readonly problem?: string;
}

/** `manifest history`: what each commit changed, by the Git repository that the manifest is in, newest first. */
export async function runHistory(args: Arguments, ports: Ports): Promise<ExitCode> {
  const location = parseLocation(args.one('manifest') ?? '');
  if (location.kind === 'github') {
    throw new CliError('USAGE', 'the history is read from a clone: name the file in it');
  }
  const [more] = args.positionals;
  if (more !== undefined) throw new CliError('USAGE', `${more} is one argument too many`);
  const git = await openManifestGit(ports.cwd);
  const steps = await stepsOf(location.file, limitFrom(args), git);
  const wanted = steps
    .map((step) => ({ ...step, changes: step.changes.filter((change) => isOf(change, args)) }))
    .filter(({ changes, problem }) => changes.length > 0 || problem !== undefined);
  const isJson = args.one('format') === 'json';
  ports.stdout.write(isJson ? `${printableJson(wanted)}\n` : text(wanted, paletteFor(ports)));
  return EXIT_CODES.pass;
}

function limitFrom(args: Arguments): number {
  const limit = args.one('limit') ?? String(DEFAULT_LIMIT);
  if (/^[1-9]\d{0,5}$/.test(limit)) return Number(limit);
  throw new CliError('USAGE', `--limit ${limit} is no number of commits`);
}

async function stepsOf(file: string, limit: number, git: ManifestGit): Promise<readonly Step[]> {
  // one more, for what the last one that is shown was made of
  const commits = await git.log(file, limit + 1);
  if (commits.length === 0) throw new CliError('USAGE', `no commit ever changed ${file}`);
  const steps: Step[] = [];
  let after = await stateAt(commits[0], file, git);
  for (const [index, commit] of commits.slice(0, limit).entries()) {
    const before = await stateAt(commits[index + 1], file, git);
    steps.push({ ...commit, ...changesBetween(before, after) });
    after = before;
  }
  return steps;
}

/** A manifest, or why there is none; `undefined` before the file was there. */
type State = Manifest | { readonly problem: string } | undefined;

async function stateAt(
  commit: ManifestCommitInfo | undefined,
  file: string,
  git: ManifestGit,
): Promise<State> {
  const content = commit && (await git.read(commit.commit, file));
  if (content === undefined) return undefined;
  try {
    return parseManifest(content, file);
  } catch (error) {
    if (!isManifestError(error)) throw error;
    return { problem: error.message };
  }
}

function changesBetween(before: State, after: State): Pick<Step, 'changes' | 'problem'> {
  if (before && 'problem' in before) return { changes: [], problem: `before: ${before.problem}` };
  if (after && 'problem' in after) return { changes: [], problem: after.problem };
  const known = before ?? after;
  if (!known) return { changes: [] };
  const empty = { ...known, entries: [] };
  return { changes: diff(before ?? empty, after ?? empty).changes };
}

/** Whether a change is of the entries that were asked for; with no entry asked for every one is. */
function isOf(change: Change, args: Arguments): boolean {
  const tag = args.one('tag');
  const runId = args.one('run-id');
  if (change.kind === 'manifest-changed') return tag === undefined && runId === undefined;
  const entry = change.kind === 'entry-changed' ? change.after : change.entry;
  return (tag ?? entry.tag) === entry.tag && (runId ?? entry.run_id) === entry.run_id;
}

function text(steps: readonly Step[], palette: Palette): string {
  if (steps.length === 0) return 'no commit changed that\n';
  return steps.map((step) => stepText(step, palette)).join('\n');
}

function stepText(
  { commit, author, at, subject, changes, problem }: Step,
  palette: Palette,
): string {
  const heading = `${at} ${commit.slice(0, 12)} ${printable(author)}: ${printable(subject)}`;
  const body =
    problem === undefined ? diffToText({ changes }, { palette }) : `${printable(problem)}\n`;
  const lines = body
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
  return `${palette.strong(heading)}\n${lines.join('\n')}\n`;
}
