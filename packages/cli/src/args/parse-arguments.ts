import { parseArgs } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { Arguments, Option, Options } from './option.ts';
import { suggest } from './suggest.ts';

type Given = Map<string, string[]>;

/**
 * Reads a command line strictly: what is unknown, repeated, lacks its value or has one too many is refused with the
 * option's name and, where one is close, the option that was meant.
 * @throws CliError USAGE
 */
export function parseArguments(argv: readonly string[], options: Options): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', multiple: true },
      ]),
    ),
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const given: Given = new Map();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') take(token, options, given);
  }
  return {
    positionals,
    one: (name) => given.get(name)?.[0],
    all: (name) => given.get(name) ?? [],
    has: (name) => given.has(name),
  };
}

/** An option as parseArgs read it; a value that follows is not `inlineValue`, one after `=` is. */
interface Token {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function take(token: Token, options: Options, given: Given): void {
  const { name, rawName, value } = token;
  const option: Option | undefined = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option || !rawName.startsWith('--')) {
    throw new CliError(
      'USAGE',
      `unknown option ${rawName}${suggest(name, Object.keys(options), '--')}`,
    );
  }
  if (option.value === undefined && value !== undefined) {
    throw new CliError('USAGE', `--${name} takes no value`);
  }
  const isOption = !token.inlineValue && value?.startsWith('--');
  if (option.value !== undefined && (isOption || (value ?? '') === '')) {
    throw new CliError('USAGE', `--${name} needs a value: --${name} ${option.value}`);
  }
  if (option.choices && value !== undefined && !option.choices.includes(value)) {
    const choices = option.choices.join(', ');
    throw new CliError(
      'USAGE',
      `--${name} ${value} is none of ${choices}${suggest(value, option.choices)}`,
    );
  }
  const values = given.get(name) ?? [];
  if (values.length > 0 && option.value !== undefined && !option.isRepeatable) {
    throw new CliError('USAGE', `--${name} is given twice, and only one can count`);
  }
  given.set(name, [...values, value ?? '']);
}
