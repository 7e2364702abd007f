import { printableJson } from '@provkit/text';
import type { Arguments, Options } from '../args/option.ts';
import { suggest } from '../args/suggest.ts';
import { CliError } from '../cli-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  format: { value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json' },
} as const satisfies Options;

/** `provkit explain`: what a failure reason or a check means, what causes it and what to do (S1.6). */
export const explain: Command = {
  usage: 'explain [REASON|CHECK]',
  description: [
    'Says what a failure reason means, which checks give it, what usually causes it, what to do,',
    'and whether the run may be run again; or why a check is made, and what to do when it fails.',
    'Without a name it lists all of them.',
  ],
  options: OPTIONS,
  examples: ['provkit explain', 'provkit explain release_mismatch', 'provkit explain material'],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const [name, extra] = args.positionals;
  if (extra !== undefined) throw new CliError('USAGE', `${extra} is one argument too many`);
  const { explainable, explanation } = await import('../explanation.ts');
  const { checkText, listText, reasonText } = await import('../explanation-text.ts');
  const isJson = args.one('format') === 'json';
  if (name === undefined) {
    ports.stdout.write(isJson ? json(explainable().map(explanation)) : listText());
    return EXIT_CODES.pass;
  }
  const found = explanation(name);
  if (!found) {
    throw new CliError(
      'USAGE',
      `${JSON.stringify(name)} is no failure reason and no check${suggest(name, explainable())}`,
    );
  }
  const text = found.kind === 'reason' ? reasonText(found) : checkText(found);
  ports.stdout.write(isJson ? json(found) : text);
  return EXIT_CODES.pass;
}

function json(value: unknown): string {
  return `${printableJson(value)}\n`;
}
