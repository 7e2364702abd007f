import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resolveTag } from '../../../src/adapters/github/index.ts';
import { startWorld, type World } from './world.ts';

const COMMIT = 'c'.repeat(40);
const hex = (digit: string) => digit.repeat(40);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.server.setFault(() => undefined);
  world.server.requests.length = 0;
  world.repository.tags.clear();
  world.repository.annotated.clear();
  world.repository.isPublic = true;
});

const resolve = (tag: string) => resolveTag(world.github(), tag);

describe('T2: what a tag points to', () => {
  test('a plain tag names its commit', async () => {
    world.repository.tags.set('v1.2.3', COMMIT);
    expect(await resolve('v1.2.3')).toEqual({ kind: 'found', object: COMMIT, commit: COMMIT });
    expect(world.server.violations).toEqual([]);
  });

  test('an annotated tag is peeled, and a tag of a tag too', async () => {
    world.repository.tags.set('v1.2.3', hex('1'));
    world.repository.annotated.set(hex('1'), { type: 'tag', sha: hex('2') });
    world.repository.annotated.set(hex('2'), { type: 'commit', sha: COMMIT });
    expect(await resolve('v1.2.3')).toEqual({ kind: 'found', object: hex('1'), commit: COMMIT });
  });

  test('a tag with a slash keeps it, and everything else is escaped', async () => {
    world.repository.tags.set('release/v1 ?', COMMIT);
    expect(await resolve('release/v1 ?')).toMatchObject({ commit: COMMIT });
    expect(world.server.requests[0]?.path).toBe(
      '/repos/acme/widgets/git/ref/tags/release/v1%20%3F',
    );
  });

  test.each(['../heads/main', 'x/../../heads/main', '.', '..', '', 'a//b'])(
    'what no tag can be called leads to no branch: %j',
    async (tag) => {
      const body = Buffer.from(JSON.stringify({ object: { type: 'commit', sha: COMMIT } }));
      world.server.setFault(() => ({ kind: 'answer', status: 200, body }));
      expect(await resolve(tag)).toMatchObject({ kind: 'missing' });
      expect(world.server.requests).toEqual([]);
    },
  );

  test('a tag of a tree leads to no commit, and a ring of tags ends', async () => {
    world.repository.tags.set('tree', hex('1'));
    world.repository.annotated.set(hex('1'), { type: 'tree', sha: hex('3') });
    expect(await resolve('tree')).toMatchObject({ kind: 'missing' });
    world.repository.tags.set('ring', hex('4'));
    world.repository.annotated.set(hex('4'), { type: 'tag', sha: hex('4') });
    expect(await resolve('ring')).toMatchObject({ kind: 'missing' });
    expect(world.server.requests.length).toBeLessThan(12);
  });

  test('spec 1.2: none is definite only to whoever may read the repository', async () => {
    expect(await resolve('v9')).toEqual({ kind: 'missing', message: 'acme/widgets has no tag v9' });
    world.repository.isPublic = false;
    const hidden = await resolveTag(world.github({ isAnonymous: true }), 'v9');
    expect(hidden).toMatchObject({ kind: 'undecided', problem: { reason: 'not_permitted' } });
  });

  test('T19: what cannot be looked up is undecided', async () => {
    world.server.setFault(() => ({ kind: 'reset' }));
    expect(await resolve('v1.2.3')).toMatchObject({
      kind: 'undecided',
      problem: { reason: 'upstream_unavailable' },
    });
  });
});
