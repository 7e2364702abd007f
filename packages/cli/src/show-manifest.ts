import type { Entry } from '@provkit/manifest';
import { tableCode } from '@provkit/text';
import { accessFile } from './access-file.ts';
import type { Arguments } from './args/option.ts';
import { CliError } from './cli-error.ts';
import { openManifestStore } from './compose.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { entriesJson, entriesMarkdown, entriesText } from './format-manifest.ts';
import { paletteFor } from './palette.ts';
import type { Ports } from './ports.ts';
import { reachStore } from './reach-store.ts';

/** `manifest show`: the entries, or those of a tag, run or status. */
export function runShow(args: Arguments, ports: Ports): Promise<ExitCode> {
  const [more] = args.positionals;
  if (more !== undefined) throw new CliError('USAGE', `${more} is one argument too many`);
  const location = args.one('manifest') ?? '';
  return reachStore(ports, async () => {
    const store = await openManifestStore(location, ports);
    const { manifest } = await accessFile(location, 'read', () => store.read());
    const entries = manifest.entries.filter((entry) => isWanted(entry, args));
    ports.stdout.write(textOf(entries, args, ports));
    return EXIT_CODES.pass;
  });
}

function isWanted({ tag, run_id, status }: Entry, args: Arguments): boolean {
  const statuses = args.all('status');
  return (
    (args.one('tag') ?? tag) === tag &&
    (args.one('run-id') ?? run_id) === run_id &&
    (statuses.length === 0 || statuses.includes(status))
  );
}

function textOf(entries: readonly Entry[], args: Arguments, ports: Ports): string {
  const format = args.one('format');
  if (format === 'json') return entriesJson(entries);
  if (format === 'markdown') return entriesMarkdown(entries, tableCode);
  return entriesText(entries, paletteFor(ports));
}
