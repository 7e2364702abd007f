import { commitFile } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addEntry, type Manifest, serializeManifest, setEntry } from '../../src/index.ts';
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

describe('two writers', () => {
  test('409: the change is made again, of what is there now, and the wait is measured', async () => {
    fixture.publish(manifestWith());
    let runs = 0;
    const { waitedMs } = await fixture.store().update((manifest) => {
      runs += 1;
      if (runs === 1) fixture.publish(addEntry(manifest, entryOf('7'))); // somebody is faster, after we read
      return noted('x')(manifest);
    });
    expect(runs).toBe(2);
    expect(fixture.published()).toBe(
      serializeManifest(noted('x')(addEntry(manifestWith(), entryOf('7')))),
    );
    expect(fixture.pauses).toEqual([188]);
    expect(waitedMs).toBe(188);
  });

  test('422: somebody made the file that we were about to make', async () => {
    const initial = { ...manifestWith(), entries: [] };
    let runs = 0;
    await fixture.store({ initial }).update((manifest) => {
      runs += 1;
      if (runs === 1) fixture.publish(addEntry(initial, entryOf('7')));
      return addEntry(manifest, entryOf('8'));
    });
    expect(fixture.published()).toBe(
      serializeManifest(addEntry(addEntry(initial, entryOf('7')), entryOf('8'))),
    );
  });

  test('two that always collide give way to each other and lose nothing', async () => {
    fixture.publish({ ...manifestWith(), entries: [] });
    const write = async (writer: string) => {
      for (let n = 0; n < 10; n += 1) {
        await fixture
          .store({ random: Math.random })
          .update((m) => addEntry(m, entryOf(`${writer}${n}`)));
      }
    };
    await Promise.all([write('1'), write('2'), write('3')]);
    const { manifest } = await fixture.store().read();
    expect(manifest.entries.map(({ run_id }) => run_id).toSorted()).toEqual(
      ['1', '2', '3'].flatMap((writer) => Array.from({ length: 10 }, (_, n) => `${writer}${n}`)),
    );
  });

  test('gives up after 5 minutes, naming who was faster', async () => {
    fixture.publish(manifestWith());
    let runs = 0;
    const refused = fixture.store().update((manifest) => {
      runs += 1;
      const content = Buffer.from(serializeManifest(manifestWith({ notes: `other ${runs}` })));
      commitFile(fixture.contents, { path: PATH, content });
      return noted('x')(manifest);
    });
    await expect(refused).rejects.toMatchObject({
      name: 'ManifestError',
      code: 'LOCK_TIMEOUT',
      message: expect.stringMatching(
        /^docs\/reports\/2026-01-31\/manifest\.json on main of acme\/widgets kept being changed for 300 s: the last commit is [0-9a-f]{12} by octocat at 2026-01-31T12:0/,
      ),
    });
    expect(fixture.elapsedMs()).toBeLessThanOrEqual(300_000);
    expect(fixture.elapsedMs()).toBeGreaterThan(290_000);
    expect(fixture.published()).toContain(`other ${runs}`);
  });

  test('a rule of the repository that refuses every write is not waited for', async () => {
    fixture.publish(manifestWith());
    const json = {
      message: 'Repository rule violations found',
      documentation_url: 'https://docs.github.com/rest',
      status: '409',
    };
    fixture.contents.refuse = () => ({ status: 409, json });
    await expect(fixture.store().update(noted('x'))).rejects.toMatchObject({
      name: 'HttpError',
      status: 409,
      message: expect.stringContaining('Repository rule violations found'),
    });
    expect(fixture.puts()).toHaveLength(5);
  });

  test('an aborted wait ends with the signal’s reason', async () => {
    fixture.publish(manifestWith());
    const controller = new AbortController();
    const update = fixture.store().update(
      (manifest) => {
        fixture.publish(manifestWith({ notes: String(Math.random()) }));
        controller.abort(new Error('enough'));
        return noted('x')(manifest);
      },
      { signal: controller.signal },
    );
    await expect(update).rejects.toThrow(/enough|aborted/);
    expect(fixture.puts().length).toBeLessThanOrEqual(1);
  });
});

describe('answers that are lost', () => {
  const append = (manifest: Manifest) =>
    setEntry(manifest, KEY, {
      previous_run_ids: [...(manifest.entries[0]?.previous_run_ids ?? []), '9'],
    });

  test.each([['reset'], ['truncate']] as const)(
    'a write whose answer is lost (%s) is looked for, and not made twice',
    async (kind) => {
      fixture.publish(manifestWith());
      fixture.github.setFault(({ method }, count) =>
        method === 'PUT' && count === 1 ? { kind } : undefined,
      );
      const { isChanged } = await fixture.store().update(append);
      expect(isChanged).toBe(true);
      expect(fixture.published()).toBe(
        serializeManifest(manifestWith({ previous_run_ids: ['9'] })),
      );
      expect(fixture.puts()).toHaveLength(1);
      expect(fixture.contents.commits).toHaveLength(1);
    },
  );

  test('a clock of ours that is a day ahead hides no commit', async () => {
    fixture.publish(manifestWith());
    fixture.github.setFault(({ method }, count) =>
      method === 'PUT' && count === 1 ? { kind: 'truncate' } : undefined,
    );
    const clock = { now: () => Date.parse('2026-02-01T12:00:00.000Z'), sleep: async () => {} };
    await fixture.store({ clock }).update(append);
    expect(fixture.published()).toBe(serializeManifest(manifestWith({ previous_run_ids: ['9'] })));
    expect(fixture.puts()).toHaveLength(1);
  });

  test('502 after the commit: the same, even where somebody else committed since', async () => {
    fixture.publish(manifestWith());
    fixture.github.setFault(({ method }, count) => {
      if (method !== 'PUT' || count > 1) return undefined;
      const current = JSON.parse(fixture.published() ?? '') as Manifest;
      const content = Buffer.from(serializeManifest(addEntry(current, entryOf('7'))));
      commitFile(fixture.contents, { path: PATH, content });
      return { kind: 'answer', status: 502 };
    });
    const { manifest } = await fixture.store().update(append);
    expect(manifest).toEqual(manifestWith({ previous_run_ids: ['9'] }));
    expect(JSON.parse(fixture.published() ?? '').entries).toMatchObject([
      { previous_run_ids: ['9'] },
      { run_id: '7' },
    ]);
    expect(fixture.puts()).toHaveLength(1);
  });

  test('502 without a commit: it is made again', async () => {
    fixture.publish(manifestWith());
    let refusals = 0;
    fixture.contents.refuse = () => {
      refusals += 1;
      return refusals === 1 ? { status: 502, json: {} } : undefined;
    };
    await fixture.store().update(append);
    expect(fixture.published()).toBe(serializeManifest(manifestWith({ previous_run_ids: ['9'] })));
    expect(fixture.puts()).toHaveLength(2);
  });

  test('a server that stays broken is an error of the server, and no lock_timeout', async () => {
    fixture.publish(manifestWith());
    fixture.contents.refuse = () => ({ status: 503, json: {} });
    await expect(fixture.store().update(append)).rejects.toMatchObject({
      name: 'HttpError',
      status: 503,
    });
    expect(fixture.published()).toBe(serializeManifest(manifestWith()));
  });

  test('a rate limit is waited for as long as GitHub says', async () => {
    fixture.publish(manifestWith());
    let refusals = 0;
    fixture.contents.refuse = () => {
      refusals += 1;
      const headers = { 'retry-after': '30' };
      return refusals === 1 ? { status: 429, json: {}, headers } : undefined;
    };
    const { waitedMs } = await fixture.store().update(append);
    expect([fixture.pauses, waitedMs]).toEqual([[30_000], 30_000]);
  });
});
