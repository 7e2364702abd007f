import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAILURE_CLASSES } from '../../src/map/index.ts';
import { createFixture, type Fixture } from '../fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const explain = (...argv: string[]) => fixture.run('explain', ...argv);

describe('provkit explain (S1.6)', () => {
  test('says what a reason means, who gives it, what causes it, what to do and whether to rerun', async () => {
    const { code, stdout, stderr } = await explain('release_mismatch');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^release_mismatch \(release: .*\)\n\n {2}It was built for another release/,
    );
    expect(stdout).toContain('given by      - release (spec 1.3 #12, 1.5, S1.2a)');
    expect(stdout).toMatch(/usual causes {2}- The release was built from a branch/);
    expect(stdout).toMatch(/what to do {4}1\. /);
    expect(stdout).toMatch(/run again\? {4}No: /);
  });

  test.each(Object.entries(FAILURE_CLASSES))(
    '%s: every reason is explained, with its class',
    async (reason, kind) => {
      const { code, stdout } = await explain(reason, '--format', 'json');
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        kind: 'reason',
        name: reason,
        class: kind,
        causes: expect.arrayContaining([expect.any(String)]),
        fix: expect.arrayContaining([expect.any(String)]),
        rerun: expect.any(String),
      });
      const lines = (await explain(reason)).stdout.split('\n');
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(110);
    },
  );

  test('says why a check is made, and what its failure gives', async () => {
    const { code, stdout } = await explain('material');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^material \(spec 1\.3 #14, 1\.6, S1\.2b\): built from the expected commit\n/,
    );
    expect(stdout).toContain('A tag can be moved after the build.');
    expect(stdout).toContain('provkit explain material_mismatch says more.');
    expect(JSON.parse((await explain('material', '--format', 'json')).stdout)).toMatchObject({
      kind: 'check',
      reason: 'material_mismatch',
    });
  });

  test('without a name lists every reason by class, and every check', async () => {
    const { code, stdout } = await explain();
    expect(code).toBe(0);
    for (const reason of Object.keys(FAILURE_CLASSES)) {
      expect(stdout).toMatch(new RegExp(`^  ${reason} `, 'm'));
    }
    expect(stdout).toMatch(
      /^security: .*$[\s\S]*^release: .*$[\s\S]*^evidence: .*$[\s\S]*^transient: /m,
    );
    expect(stdout).toMatch(/^ {2}predicate-type /m);
    const all = JSON.parse((await explain('--format', 'json')).stdout);
    expect(all.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['reason', 'check']),
    );
  });

  test.each([
    [['relase_mismatch'], 'Did you mean release_mismatch?'],
    [['matrial'], 'Did you mean material?'],
    [['x'], '"x" is no failure reason and no check\n'],
    [['__proto__'], 'is no failure reason'],
    [['a', 'b'], 'b is one argument too many'],
    [['--format', 'sarif'], 'none of text, json'],
  ])('%j is exit code 2 with a hint', async (argv, message) => {
    expect(await explain(...argv)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });
});
