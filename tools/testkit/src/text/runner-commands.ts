/** A workflow command as GitHub's runner reads it. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const NAMES = new Set([
  'add-mask', 'add-matcher', 'add-path', 'debug', 'echo', 'endgroup', 'error', 'group', 'notice', 'remove-matcher',
  'save-state', 'set-env', 'set-output', 'stop-commands', 'warning',
]); // biome-ignore format: a list

/**
 * The commands in a log, by the runner's own rules: `::name …::` where a line begins, after any blanks, and else
 * `##[name …]` anywhere in it.
 * @see actions/runner src/Runner.Common/ActionCommand.cs
 */
export function runnerCommands(log: string): readonly RunnerCommand[] {
  return log.split(/\r?\n|\r/).flatMap((line) => {
    const command = current(line.trimStart()) ?? former(line);
    return command && NAMES.has(command.name) ? [command] : [];
  });
}

function current(line: string): RunnerCommand | undefined {
  const end = line.startsWith('::') ? line.indexOf('::', 2) : -1;
  if (end < 0) return undefined;
  const info = line.slice(2, end);
  const space = info.indexOf(' ');
  const properties = (space < 0 ? '' : info.slice(space + 1))
    .split(',')
    .map((pair) => pair.split('='))
    .filter((pair) => pair.length >= 2)
    .map(([key = '', ...value]) => [key.trim(), unescapeProperty(value.join('='))] as const);
  return {
    name: space < 0 ? info : info.slice(0, space),
    properties: Object.fromEntries(properties),
    data: unescapeData(line.slice(end + 2)),
  };
}

function former(line: string): RunnerCommand | undefined {
  const [, name, data] = /##\[([^\] ]*)[^\]]*\](.*)/s.exec(line) ?? [];
  return name === undefined ? undefined : { name, properties: {}, data: data ?? '' };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
