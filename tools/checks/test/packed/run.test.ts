import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
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
    vi.stubEnv('npm_config_strict_allow_scripts', 'true');
    vi.stubEnv('npm_package_name', 'provkit');
    const { stdout } = await node(
      `console.log(Object.keys(process.env).filter((n) => /^npm_(package|config_strict)/.test(n)).join())`,
    );
    vi.unstubAllEnvs();
    expect(stdout).toBe('\n');
  });
});
