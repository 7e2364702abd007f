import { selfCheck } from '@provkit/predicate/mutate';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';

vi.mock('@provkit/predicate/mutate', { spy: true });

const ARGS = [
  'verify',
  'widgets-1.2.3.tgz',
  '--policy',
  'provkit.policy.json',
  '--trusted-root',
  'root.json',
  '--self-check',
];

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
  vi.mocked(selfCheck).mockReset();
});
afterEach(() => fixture.remove());

describe('verify --self-check (T6)', () => {
  test('ends with 0 when every changed expectation is noticed, and says so on stderr', async () => {
    const { code, stderr } = await fixture.run(...ARGS, '--source-tag', 'v1.2.3');
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^self-check: \d+ changed expectations, each noticed by its check\n$/),
    ]);
  });

  test('ends with 4 when one goes unnoticed, whatever the verdict', async () => {
    vi.mocked(selfCheck).mockReturnValue({
      holds: false,
      controls: [
        { name: 'run', checks: ['run'], outcome: 'survived', detail: 'the verdict is still pass' },
        { name: 'ref', checks: ['release'], outcome: 'caught' },
        { name: 'commit', checks: ['material'], outcome: 'not_asked' },
      ],
    });
    const stated = ['--vsa', 'out.json', '--verifier-id', 'x:y', '--resource-uri', 'x:y'];
    const { code, stderr } = await fixture.run(
      ...ARGS,
      ...['--source-tag', 'v1.2.3', ...stated, '--policy-uri', 'x:y'],
    );
    expect(code).toBe(4);
    expect(stderr).toBe(
      'self-check failed: 1 of 2 changed expectations went unnoticed; the verdict above proves nothing\n  run (run): the verdict is still pass\nout.json: not written, for the self-check failed\n',
    );
    await expect(fixture.read('out.json')).rejects.toThrow('ENOENT');
  });

  test('runs once for several files of one policy and root', async () => {
    await fixture.run('verify', 'widgets-1.2.3.tgz', ...ARGS.slice(1), '--source-tag', 'v1.2.3');
    expect(selfCheck).toHaveBeenCalledTimes(1);
  });

  test('of a failure it says that it was not done, and the code stays 1', async () => {
    const { code, stderr } = await fixture.run(...ARGS, '--source-tag', 'v9.9.9');
    expect([code, stderr]).toEqual([1, expect.stringContaining('self-check: not done')]);
    expect(selfCheck).not.toHaveBeenCalled();
  });
});
