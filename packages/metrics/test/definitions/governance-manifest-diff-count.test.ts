import { describe, expect, it } from 'vitest';
import { figureOf, HOUR, happens, seriesOf } from '../story.ts';

const NAME = 'governance.manifest_diff_count';
const commit = 'd'.repeat(40);

describe(`S6.6 ${NAME}`, () => {
  it('adds up entries added, modified and removed', () => {
    const figure = figureOf(NAME, [
      happens('manifest.changed', HOUR, { added: 1, modified: 2, removed: 3 }),
      happens('manifest.changed', HOUR, { commit, added: 4 }),
    ]);
    expect(figure.total).toEqual({ value: 10 });
    expect(seriesOf(figure)).toEqual({ added: 5, modified: 2, removed: 3 });
  });

  it('a commit counts once for each manifest, however its repository was named', () => {
    const events = [
      happens('manifest.changed', HOUR, { commit, added: 1 }),
      happens('manifest.changed', 2 * HOUR, { commit, added: 1, repository_id: null }),
      happens('manifest.changed', HOUR, { commit, added: 1, path: 'other.json' }),
    ];
    expect(figureOf(NAME, events).total).toEqual({ value: 2 });
  });

  it('what a pull request proposes is not on the protected branch', () => {
    const figure = figureOf(NAME, [happens('manifest.changed', HOUR, { trigger: 'pull_request' })]);
    expect(figure).toMatchObject({ total: { value: 0 }, companions: { pull_request: 1 } });
  });
});
