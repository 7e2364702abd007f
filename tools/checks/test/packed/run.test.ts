import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/packed/run.ts';

const node = (code: string) => run(process.execPath, ['-e', code], tmpdir());

describe('run', () => {
  it('says what a program printed and how it ended', async () => {
    const code = `console.log('out'); console.error('err'); process.exitCode = 3;`;
    expect(await node(code)).toEqual({ exitCode: 3, stdout: 'out\n', output: 'out\nerr' });
  });

  it('never takes a program that was killed, or that is not there, for one that succeeded', async () => {
    expect(await node('process.kill(process.pid)')).toMatchObject({ exitCode: 1 });
    expect(await run('provkit-no-such-program', [], tmpdir())).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('ENOENT') as string,
    });
  });

  it('hides this workspace from the program', async () => {
    process.env['npm_config_strict_allow_scripts'] = 'true';
    process.env['npm_package_name'] = 'provkit';
    const { stdout } = await node(
      `console.log(Object.keys(process.env).filter((n) => /^npm_(package|config_strict)/.test(n)).join())`,
    );
    delete process.env['npm_config_strict_allow_scripts'];
    delete process.env['npm_package_name'];
    expect(stdout).toBe('\n');
  });
});
