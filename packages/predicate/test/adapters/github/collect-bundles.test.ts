import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectBundles } from '../../../src/adapters/github/collect-bundles.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

test('T15: a thousand large bundles are read as far as the bytes go, and the rest is not taken for nothing', async () => {
  const attestations = Array.from({ length: 1_000 }, () => ({ bundle: { n: 'x'.repeat(1_000) } }));
  const collected = await collectBundles(world.github(), attestations, 'x', undefined, 50_000);
  expect(collected.bundles.length).toBeGreaterThan(45);
  expect(collected.bundles.length).toBeLessThan(60);
  expect(collected.problems).toMatchObject([{ reason: 'truncated' }]);
});
