import { isHttpError } from '@provkit/http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addEntry, serializeManifest, setEntry } from '../../src/index.ts';
import { manifestWith } from '../arbitrary-manifest.ts';
import { entryOf, type GithubFixture, KEY, noted, PATH, startFixture } from './github-fixture.ts';

let fixture: GithubFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(async () => {
  await fixture.github.close();
  expect(fixture.github.violations).toEqual([]);
});

describe('createGithubStore (S5.3)', () => {
  test('reads the file of the branch, with git’s id of it as version', async () => {
    fixture.publish(manifestWith());
    const { manifest, version } = await fixture.store().read();
    expect(manifest).toEqual(manifestWith());
    expect(version).toMatch(/^[0-9a-f]{40}$/);
    fixture.publish(manifestWith({ notes: 'x' }));
    expect((await fixture.store().read()).version).not.toBe(version);
  });

  test('commits the change once, with its author and a message that says what changed', async () => {
    fixture.publish(manifestWith());
    const author = { name: 'Release Steward', email: 'steward@example.com' };
    const { version, isChanged, waitedMs } = await fixture.store({ author }).update(noted('x'));
    expect([isChanged, waitedMs]).toEqual([true, 0]);
    expect(fixture.published()).toBe(serializeManifest(manifestWith({ notes: 'x' })));
    expect((await fixture.store().read()).version).toBe(version);
    expect(fixture.contents.commits).toMatchObject([
      {
        branch: 'main',
        path: PATH,
        author,
        message: `Release manifest: 0 added, 1 changed\n\nManifest-Update: update-1\nManifest-Version: ${version}\n`,
      },
    ]);
  });

  test('the first line of the message is the caller’s', async () => {
    fixture.publish(manifestWith());
    const message = ({ modified }: { readonly modified: number }) =>
      `chore: ${modified} releases\n`;
    await fixture.store({ message }).update(noted('x'));
    expect(fixture.contents.commits[0]?.message).toMatch(/^chore: 1 releases\n\nManifest-Update: /);
  });

  test('nothing is committed when nothing changes, and nothing when the change is refused', async () => {
    fixture.publish(manifestWith());
    expect((await fixture.store().update((manifest) => ({ ...manifest }))).isChanged).toBe(false);
    await expect(
      fixture.store().update((m) => setEntry(m, KEY, { sha: 'x' })),
    ).rejects.toMatchObject({
      code: 'CHANGE_INVALID',
    });
    await expect(
      fixture.store().update((m) => ({ ...m, entries: [...m.entries, ...m.entries] })),
    ).rejects.toMatchObject({ code: 'CHANGE_INVALID' });
    expect(fixture.puts()).toEqual([]);
  });

  test('a missing file is an error, or made of what it shall begin with', async () => {
    await expect(fixture.store().read()).rejects.toMatchObject({
      name: 'HttpError',
      status: 404,
      message: expect.stringContaining(PATH),
    });
    const initial = { ...manifestWith(), entries: [] };
    expect(await fixture.store({ initial }).read()).toEqual({ manifest: initial, version: '' });
    await fixture.store({ initial }).update((manifest) => addEntry(manifest, entryOf('7')));
    expect(fixture.published()).toBe(serializeManifest(addEntry(initial, entryOf('7'))));
  });

  test('a branch of its own', async () => {
    fixture.contents.branches.set('records', new Map());
    const options = { branch: 'records', initial: manifestWith() };
    await fixture.store(options).update(noted('x'));
    expect(fixture.contents.branches.get('records')?.has(PATH)).toBe(true);
    expect(fixture.published()).toBeUndefined();
  });
});

describe('what cannot be', () => {
  test.each([[''], ['/manifest.json'], ['a//b'], ['../manifest.json'], ['a/./b']])(
    'the path %j is refused',
    (path) => {
      expect(() => fixture.store({ path })).toThrowError(
        expect.objectContaining({ code: 'URL_INVALID' }),
      );
    },
  );

  test('a token that may not write ends at once', async () => {
    fixture.publish(manifestWith());
    fixture.contents.mayWrite = false;
    await expect(fixture.store().update(noted('x'))).rejects.toMatchObject({ status: 403 });
    expect(fixture.puts()).toHaveLength(1);
  });

  test('a damaged manifest is refused and kept', async () => {
    fixture.contents.branches.get('main')?.set(PATH, Buffer.from('{"version":1'));
    await expect(fixture.store().update(noted('x'))).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
    });
    expect(fixture.puts()).toEqual([]);
  });

  test('T18, S1.7: the token is in no error', async () => {
    fixture.publish(manifestWith());
    const json = {
      message: `bad token ${fixture.contents.token}`,
      documentation_url: 'x',
      status: '409',
    };
    for (const status of [409, 403, 500]) {
      fixture.contents.refuse = () => ({ status, json });
      const error: unknown = await fixture
        .store()
        .update(noted('x'), { timeoutMs: 10_000 })
        .catch((caught: unknown) => caught);
      if (!isHttpError(error)) throw new Error('a refusal was expected');
      const texts = [error.message, error.stack, String(error.cause), JSON.stringify(error)];
      expect(texts.join('\n')).not.toContain(fixture.contents.token);
    }
  });

  test('more than 1 MB is read and written whole', async () => {
    const entries = Array.from({ length: 6000 }, (_, n) => ({
      ...entryOf(String(n + 100)),
      notes: 'n'.repeat(100),
    }));
    fixture.publish({ ...manifestWith(), entries: [...manifestWith().entries, ...entries] });
    expect(fixture.published()?.length).toBeGreaterThan(1024 * 1024);
    await fixture.store().update(noted('x'));
    const { manifest } = await fixture.store().read();
    expect(manifest.entries).toHaveLength(6001);
    expect(manifest.entries[0]?.notes).toBe('x');
  });
});
