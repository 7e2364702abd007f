import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createReleaseAttestationSource } from '../../../src/adapters/github/index.ts';
import { BUNDLE, HEX, resetWorld, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => resetWorld(world));

const ARTIFACT = { name: 'widgets.tgz', sha256: HEX };

describe('spec 1.5: release attestations', () => {
  const TAG_OBJECT = 'e'.repeat(40);

  test('are found by the object that the tag names', async () => {
    world.repository.tags.set('v1.2.3', TAG_OBJECT);
    world.repository.annotated.set(TAG_OBJECT, { type: 'commit', sha: 'c'.repeat(40) });
    world.repository.attestations.set(`sha1:${TAG_OBJECT}`, [{ bundle: BUNDLE }]);
    const source = createReleaseAttestationSource(world.github(), 'v1.2.3');
    const outcome = await source.find(ARTIFACT);
    expect([outcome.bundles.length, outcome.problems]).toEqual([1, []]);
    expect(world.server.requests.at(-1)?.query.get('predicate_type')).toBe('release');
    expect(world.server.violations).toEqual([]);
  });

  test('of a tag that is not there are none; of one that cannot be read, nobody knows', async () => {
    const none = await createReleaseAttestationSource(world.github(), 'v9').find(ARTIFACT);
    expect(none).toMatchObject({ bundles: [], problems: [] });
    world.repository.isPublic = false;
    const github = world.github({ isAnonymous: true });
    const hidden = await createReleaseAttestationSource(github, 'v9').find(ARTIFACT);
    expect(hidden).toMatchObject({ bundles: [], problems: [{ reason: 'not_permitted' }] });
  });
});
