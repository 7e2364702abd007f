import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAttestationSource, findInBulk } from '../../../src/adapters/github/index.ts';
import { BUNDLE, resetWorld, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => resetWorld(world));

describe('many artifacts', () => {
  const hex = (index: number) => index.toString(16).padStart(64, '0');
  const artifacts = Array.from({ length: 1_100 }, (_, index) => ({
    name: `${index}`,
    sha256: hex(index),
  }));

  test('take a request for each 1,024 of them', async () => {
    for (const { sha256 } of artifacts)
      world.repository.attestations.set(`sha256:${sha256}`, [{ bundle: BUNDLE }]);
    const github = world.github();
    const outcomes = await findInBulk(github, createAttestationSource(github), artifacts);
    expect(
      outcomes.every(({ bundles, problems }) => bundles.length === 1 && problems.length === 0),
    ).toBe(true);
    expect(world.server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /repos/acme/widgets',
      'POST /orgs/acme/attestations/bulk-list',
      'POST /orgs/acme/attestations/bulk-list',
    ]);
    expect(world.server.violations).toEqual([]);
  });

  test('spec 1.2: what the bulk list does not have is asked for by itself', async () => {
    const [known, unknown] = artifacts;
    if (!known || !unknown) throw new Error('unreachable');
    world.repository.attestations.set(`sha256:${known.sha256}`, [{ bundle: BUNDLE }]);
    const github = world.github();
    const outcomes = await findInBulk(github, createAttestationSource(github), [unknown, known]);
    expect(outcomes.map(({ bundles }) => bundles.length)).toEqual([0, 1]);
    expect(world.server.requests.at(-1)?.path).toBe(
      `/repos/acme/widgets/attestations/sha256:${unknown.sha256}`,
    );
  });

  test('are asked for one by one when there is no bulk list', async () => {
    for (const { sha256 } of artifacts.slice(0, 3)) {
      world.repository.attestations.set(`sha256:${sha256}`, [{ bundle: BUNDLE }]);
    }
    world.server.setFault(({ path }) =>
      path.endsWith('/bulk-list') ? { kind: 'answer', status: 404 } : undefined,
    );
    const github = world.github();
    const outcomes = await findInBulk(
      github,
      createAttestationSource(github),
      artifacts.slice(0, 3),
    );
    expect(outcomes.map(({ bundles }) => bundles.length)).toEqual([1, 1, 1]);
  });

  const page = (digest: string, next?: string) => ({
    kind: 'answer' as const,
    status: 200,
    body: JSON.stringify({
      attestations_subject_digests: { [digest]: [{ bundle: BUNDLE }] },
      page_info: next === undefined ? { has_next: false } : { has_next: true, next },
    }),
  });

  test('are collected over the pages of the bulk list', async () => {
    const two = artifacts.slice(0, 2);
    const [first, second] = two.map(({ sha256 }) => `sha256:${sha256}`);
    world.server.setFault(({ path, query }) => {
      if (!path.endsWith('/bulk-list')) return undefined;
      return query.get('after') === 'more' ? page(second ?? '') : page(first ?? '', 'more');
    });
    const github = world.github();
    const outcomes = await findInBulk(github, createAttestationSource(github), two);
    expect(outcomes.map(({ bundles }) => bundles.length)).toEqual([1, 1]);
    expect(world.server.requests).toHaveLength(3);
  });

  test.each([
    ['a page that cannot be had', { kind: 'answer', status: 500 } as const],
    ['pages without end', undefined],
  ])(
    'spec 1.2: half a bulk list is none: with %s they are asked for one by one',
    async (_, fault) => {
      const [artifact] = artifacts;
      if (!artifact) throw new Error('unreachable');
      const digest = `sha256:${artifact.sha256}`;
      world.repository.attestations.set(digest, [{ bundle: BUNDLE }, { bundle: BUNDLE }]);
      world.server.setFault(({ path, query }) => {
        if (!path.endsWith('/bulk-list')) return undefined;
        return query.has('after') ? (fault ?? page(digest, 'more')) : page(digest, 'more');
      });
      const github = world.github();
      const [outcome] = await findInBulk(github, createAttestationSource(github), [artifact]);
      expect(outcome?.bundles).toHaveLength(2);
    },
  );
});
