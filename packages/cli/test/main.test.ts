import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { createFixture, type Fixture } from './fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await createFixture();
});
afterAll(() => fixture.remove());

describe('provkit', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])('%j prints what there is', async (argv) => {
    const { code, stdout } = await fixture.run(...argv);
    expect(code).toBe(0);
    expect(stdout).toContain('verify ');
    expect(stdout).toContain('validate ');
  });

  test('--version prints the version of the package', async () => {
    expect(await fixture.run('--version')).toEqual({
      code: 0,
      stdout: `${packageJson.version}\n`,
      stderr: '',
    });
  });

  test.each([['verify'], ['validate']])(
    '%s --help says how it is called, its options and exit codes',
    async (name) => {
      const { code, stdout } = await fixture.run(name, '--help');
      expect(code).toBe(0);
      for (const text of [
        `Usage: provkit ${name}`,
        '--offline',
        '--format',
        'Examples:',
        'Exit codes: 0 pass, 1 fail',
      ]) {
        expect(stdout).toContain(text);
      }
      expect((await fixture.run('help', name)).stdout).toBe(stdout);
    },
  );

  test('a mistyped command is refused with the one that was meant', async () => {
    const { code, stdout, stderr } = await fixture.run('verfy', 'x');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('unknown command "verfy". Did you mean verify?');
  });
});
