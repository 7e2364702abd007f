import { suggest } from './args/suggest.ts';
import { commandNames, loadCommand, overview } from './commands/index.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Ports } from './ports.ts';
import { usageProblem } from './usage-problem.ts';
import { version } from './version.ts';

/**
 * Runs one command line. Everything is loaded on demand, so that a command pays for nothing it does not use.
 * @param argv without the program's own name.
 * @returns the exit code; what is wrong with the caller's input is one line on `stderr` and exit code 2.
 * @throws whatever is our own fault; the caller makes it exit code 70
 */
export async function main(argv: readonly string[], ports: Ports): Promise<ExitCode> {
  const [name = '--help', ...rest] = argv;
  if (isHelp(name) || name === 'help') return help(rest, ports);
  if (name === '--version') {
    ports.stdout.write(`${version()}\n`);
    return EXIT_CODES.pass;
  }
  const command = await loadCommand(name);
  if (!command) return unknown(name, ports);
  if (rest.some(isHelp)) return help([name], ports);
  try {
    const { parseArguments } = await import('./args/parse-arguments.ts');
    return await command.run(parseArguments(rest, command.options), ports);
  } catch (error) {
    const problem = usageProblem(error);
    if (problem === undefined) throw error;
    return refuse(problem, ` ${name}`, ports);
  }
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

async function help([name]: readonly string[], ports: Ports): Promise<ExitCode> {
  const command = name === undefined ? undefined : await loadCommand(name);
  if (command) {
    const { commandHelp } = await import('./args/help.ts');
    ports.stdout.write(commandHelp(command));
    return EXIT_CODES.pass;
  }
  if (name !== undefined) return unknown(name, ports);
  ports.stdout.write(overview());
  return EXIT_CODES.pass;
}

function unknown(name: string, ports: Ports): Promise<ExitCode> {
  const known = name.startsWith('-') ? ['--help', '--version'] : commandNames();
  const kind = name.startsWith('-') ? 'option' : 'command';
  return refuse(`unknown ${kind} ${JSON.stringify(name)}${suggest(name, known)}`, '', ports);
}

/** One line, whatever stood in the file or argument that it speaks of (T16). */
async function refuse(problem: string, command: string, { stderr }: Ports): Promise<ExitCode> {
  const { printable } = await import('@provkit/text');
  stderr.write(`provkit${command}: ${printable(problem)}\nSee provkit${command} --help.\n`);
  return EXIT_CODES.usage;
}
