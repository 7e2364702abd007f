import { describe, expect, test } from 'vitest';
import { embeddedTrust } from '../../src/index.ts';
import {
  decideTrust,
  type Freshness,
  type TrustMaterials,
  type TrustRefresh,
} from '../../src/tuf/decide-trust.ts';

const materials = (source: string): TrustMaterials => {
  const { roots } = embeddedTrust('public-good');
  const [root] = roots;
  return {
    trust: { roots: [{ ...root, summary: { ...root.summary, source } }] },
    registryKeys: [],
  };
};
const OUTCOMES: Readonly<Record<TrustRefresh['kind'], TrustRefresh>> = {
  fresh: { kind: 'fresh', ...materials('fresh') },
  cached: { kind: 'cached', problem: 'no route', ...materials('cached') },
  unreachable: { kind: 'unreachable', problem: 'no route' },
  refused: { kind: 'refused', problem: 'a rollback' },
};

function decide(
  freshness: Freshness,
  kind: TrustRefresh['kind'],
  embedded?: TrustMaterials,
): string {
  const decision = decideTrust(freshness, OUTCOMES[kind], embedded);
  if ('unavailable' in decision) return decision.unavailable;
  const [{ summary }] = decision.trust.roots;
  return `${summary.source}${decision.warning === undefined ? '' : `, warned: ${decision.warning}`}`;
}

describe('decideTrust (T11)', () => {
  test.each<[Freshness, TrustRefresh['kind'], RegExp]>([
    ['refresh', 'fresh', /^fresh$/],
    ['refresh', 'cached', /^cached, warned: .*fetched before is used: no route$/],
    ['refresh', 'unreachable', /^embedded, warned: .*embedded one is used: no route$/],
    ['refresh', 'refused', /wrong answer: a rollback$/],
    ['require-fresh', 'fresh', /^fresh$/],
    ['require-fresh', 'cached', /^the trusted root could not be refreshed: no route$/],
    ['require-fresh', 'unreachable', /^the trusted root could not be refreshed: no route$/],
    ['require-fresh', 'refused', /wrong answer: a rollback$/],
  ])('%s, %s', (freshness, kind, expected) => {
    expect(decide(freshness, kind, materials('embedded'))).toMatch(expected);
  });

  test('without an embedded root, such as for GitHub’s instance, there is none to fall back to', () => {
    expect(decide('refresh', 'unreachable')).toBe(
      'the trusted root could not be refreshed: no route',
    );
  });
});
