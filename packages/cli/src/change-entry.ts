import { resolve } from 'node:path';
import {
  addEntry,
  createManifest,
  type Entry,
  findEntry,
  type Manifest,
  newFindings,
  parseAssignments,
  setEntry,
} from '@provkit/manifest';
import { accessFile } from './access-file.ts';
import type { Arguments } from './args/option.ts';
import { CliError } from './cli-error.ts';
import { openManifestStore } from './compose.ts';
import { actorFrom } from './env.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { changeJson, changeText } from './format-manifest.ts';
import { transitionsFor } from './map/status-changes.ts';
import { paletteFor } from './palette.ts';
import type { Ports } from './ports.ts';
import { reachStore } from './reach-store.ts';
import { waitingFor } from './waiting-for.ts';

/** `manifest add`: one more release, pending unless it says otherwise. */
export async function runAdd(args: Arguments, ports: Ports): Promise<ExitCode> {
  const repository = args.one('repository');
  const initial =
    repository === undefined ? undefined : createManifest(repository, ports.clock.now());
  const fields = { ...keyFrom(args), ...parseAssignments(args.positionals) };
  const entry = { run_attempt: 1, status: 'pending' as const, ...fields };
  return change(
    args,
    ports,
    initial,
    (manifest) => addEntry(manifest, entry as Entry), // judged there
  );
}

/** `manifest set`: other values of some fields. */
export async function runSet(args: Arguments, ports: Ports): Promise<ExitCode> {
  const key = keyFrom(args);
  const changes = parseAssignments(args.positionals);
  if (key.tag === undefined) throw new CliError('USAGE', '--tag is missing: --tag TAG');
  if (args.positionals.length === 0) throw new CliError('USAGE', 'say what to set: FIELD=VALUE');
  const { tag, run_id } = key;
  return change(args, ports, undefined, (manifest) => {
    const entry = findEntry(manifest, { tag, ...(run_id !== undefined && { run_id }) });
    return setEntry(manifest, entry, changes);
  });
}

function keyFrom(args: Arguments): { readonly tag?: string; readonly run_id?: string } {
  const tag = args.one('tag');
  const run_id = args.one('run-id');
  return { ...(tag !== undefined && { tag }), ...(run_id !== undefined && { run_id }) };
}

/** Changes the manifest while nobody else does, tells of the wait, and shows what is different. */
async function change(
  args: Arguments,
  ports: Ports,
  initial: Manifest | undefined,
  make: (manifest: Manifest) => Manifest,
): Promise<ExitCode> {
  const location = args.one('manifest') ?? '';
  const store = await openManifestStore(location, ports, initial);
  const apartFrom = [resolve(ports.cwd, location)];
  const wait = { store, events: args.one('events'), apartFrom, ...keyFrom(args) };
  let before: Manifest | undefined;
  const update = () =>
    store.update((current) => {
      before = current;
      const after = make(current);
      assertAllowed(current, after, ports);
      return after;
    });
  return reachStore(ports, async () => {
    const result = await waitingFor(wait, ports, () => accessFile(location, 'written', update));
    const shown = { ...result, before: before ?? result.manifest, location };
    const isJson = args.one('format') === 'json';
    ports.stdout.write(isJson ? changeJson(shown) : changeText(shown, paletteFor(ports)));
    return EXIT_CODES.pass;
  });
}

/** A change that would not pass the lint is not made. */
function assertAllowed(before: Manifest, after: Manifest, { clock, env }: Ports): void {
  const transitions = transitionsFor(actorFrom(env).kind);
  const found = newFindings(before, after, { transitions, now: new Date(clock.now()) });
  const [first] = found.filter(({ severity }) => severity === 'error');
  if (first) throw new CliError('USAGE', `${first.rule}: ${first.message}. ${first.fix}`);
}
