import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';
import { initRepository } from '../git-repository.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const SHA = 'd'.repeat(40);
const manifest = (action: string, ...argv: string[]) =>
  fixture.run('manifest', action, '--manifest', 'manifest.json', ...argv);
const set = (...argv: string[]) => manifest('set', '--tag', 'v1.2.3', ...argv);

describe('provkit manifest history', () => {
  test('what each commit changed, newest first; of one entry, and as JSON', async () => {
    const repository = await initRepository(fixture.folder);
    await repository.commit('One release');
    await manifest('add', '--tag', 'v1.3.0', '--run-id', '43', `sha=${SHA}`, 'artifact_url=w.tgz');
    const second = await repository.commit('Another');
    await set('status=failure', 'failure_reason=run_mismatch');
    await repository.commit('It failed');

    const { code, stdout } = await manifest('history');
    expect(code).toBe(0);
    const [failed = '', another = '', one = ''] = stdout.split('\n\n');
    expect(failed).toContain(
      'Octo Cat: It failed\n  ~ v1.2.3 (run 42)\n      status: pending → failure\n',
    );
    expect(another).toContain(
      `2026-01-31T12:00:00+00:00 ${second.slice(0, 12)} Octo Cat: Another\n  + v1.3.0 (run 43)  pending\n`,
    );
    expect(one).toContain('Octo Cat: One release\n  + v1.2.3 (run 42)  pending\n');

    const steps = JSON.parse(
      (await manifest('history', '--tag', 'v1.3.0', '--format', 'json')).stdout,
    );
    expect(steps).toMatchObject([
      { commit: second, subject: 'Another', changes: [{ kind: 'entry-added' }] },
    ]);
    expect((await manifest('history', '--limit', '1')).stdout).not.toContain('Another');
    expect((await manifest('history', '--tag', 'v9')).stdout).toBe('no commit changed that\n');
  });

  test('a commit whose file was no manifest is told of, and the others are shown', async () => {
    const repository = await initRepository(fixture.folder);
    await repository.commit('Good');
    const good = await fixture.read('manifest.json');
    await fixture.write('manifest.json', '{');
    await repository.commit('Broken');
    await fixture.write('manifest.json', good);
    await repository.commit('Mended');
    const { stdout } = await manifest('history');
    expect(stdout).toMatch(/Broken\n {2}manifest\.json: not JSON/);
    expect(stdout).toContain('Good\n  + v1.2.3');
  });

  test.each([
    [['--limit', '0'], 'is no number of commits'],
    [['x'], 'one argument too many'],
  ])('%j is exit code 2', async (argv, message) => {
    expect(await manifest('history', ...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });

  test('without a repository, or without a commit of the file, it says so', async () => {
    expect(await manifest('history')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/git log: .*not a git repository/),
    });
    const repository = await initRepository(fixture.folder);
    await repository.git('commit', '--allow-empty', '--quiet', '--message', 'Empty');
    expect(await manifest('history')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no commit ever changed manifest.json'),
    });
  });
});
