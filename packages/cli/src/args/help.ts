import type { Command } from '../commands/command.ts';

/** The help of one command: how it is called, what it does, its options and examples. */
export function commandHelp({ usage, description, options, examples }: Command): string {
  const rows = Object.entries(options).map(([name, { value, help }]) => [
    `  --${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
  const width = Math.max(...rows.map(([left = '']) => left.length)) + 2;
  return [
    `Usage: provkit ${usage}`,
    '',
    ...description,
    '',
    'Options:',
    ...rows.map(([left = '', right = '']) => `${left.padEnd(width)}${right}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    EXIT_CODES_HELP,
    '',
  ].join('\n');
}

const EXIT_CODES_HELP = `Exit codes: 0 pass, 1 fail (a report says why), 2 usage, policy, root or manifest error,
3 inconclusive, 4 self-check failed, 5 not signed or written, 70 internal error.`;
