import { describe, expect, it } from 'vitest';
import { figureOf, HOUR, happens } from '../story.ts';

const NAME = 'artifact_retention_missing';

describe(`S1.6, S1.8 ${NAME}`, () => {
  it('counts each artifact of a repository once, in the window in which it was missed first', () => {
    const events = [
      happens('artifact.unavailable', HOUR, { artifact_id: '1' }),
      happens('artifact.unavailable', 2 * HOUR, { artifact_id: '1', run_id: '7' }),
      happens('artifact.unavailable', HOUR, { artifact_id: '2' }),
      happens('artifact.unavailable', HOUR, { artifact_id: '1', repository_id: '9', run_id: '8' }),
    ];
    expect(figureOf(NAME, events).total).toEqual({ value: 3 });
    const before = happens('artifact.unavailable', -HOUR, { artifact_id: '1', run_id: '9' });
    expect(figureOf(NAME, [...events, before]).total).toEqual({ value: 2 });
  });

  it('not those that are missing for another reason', () => {
    const events = [happens('artifact.unavailable', HOUR, { reason: 'artifact_missing' })];
    expect(figureOf(NAME, events).total).toEqual({ value: 0 });
  });
});
