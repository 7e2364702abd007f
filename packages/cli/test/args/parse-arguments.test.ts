import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/args/parse-arguments.ts';

const OPTIONS = {
  bundle: { value: 'FILE', isRepeatable: true, help: '' },
  repo: { value: 'OWNER/NAME', help: '' },
  format: { value: 'FORMAT', choices: ['text', 'json'], help: '' },
  offline: { help: '' },
} as const;

const parse = (...argv: string[]) => parseArguments(argv, OPTIONS);

describe('parseArguments', () => {
  test('reads switches, values, repeated options and positionals in any order', () => {
    const args = parse('a', '--bundle', 'x', '--offline', '--bundle=y', 'b', '--repo=o/n');
    expect(args.positionals).toEqual(['a', 'b']);
    expect(args.all('bundle')).toEqual(['x', 'y']);
    expect(args.one('repo')).toBe('o/n');
    expect(args.has('offline')).toBe(true);
    expect(args.has('format')).toBe(false);
  });

  test('what follows -- is a positional, whatever it looks like', () => {
    expect(parse('--', '--offline').positionals).toEqual(['--offline']);
  });

  test.each([
    [['--bundel', 'x'], 'unknown option --bundel. Did you mean --bundle?'],
    [['--zzz'], 'unknown option --zzz'],
    [['-b', 'x'], 'unknown option -b'],
    [['--repo'], '--repo needs a value: --repo OWNER/NAME'],
    [['--repo='], '--repo needs a value: --repo OWNER/NAME'],
    [['--repo', '--offline'], '--repo needs a value: --repo OWNER/NAME'],
    [['--offline=yes'], '--offline takes no value'],
    [['--repo', 'a', '--repo', 'b'], '--repo is given twice, and only one can count'],
    [['--format', 'jsno'], '--format jsno is none of text, json. Did you mean json?'],
    [['--constructor'], 'unknown option --constructor'],
  ])('refuses %j', (argv, message) => {
    expect(() => parse(...argv)).toThrowError(expect.objectContaining({ code: 'USAGE', message }));
  });
});
