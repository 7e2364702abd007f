import type { Entry, Manifest } from '@provkit/manifest';
import type { Verdict } from '@provkit/recovery';
import { describe, expect, test } from 'vitest';
import { passedReleases } from '../../src/map/passed-releases.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const ENTRY: Entry = {
  tag: 'v1.2.4',
  run_id: '50',
  run_attempt: 1,
  sha: 'c'.repeat(40),
  artifact_url: 'widgets.tgz',
  status: 'success',
};
const PASS: Verdict = {
  tag: 'v1.2.4',
  runId: '50',
  attempt: 1,
  verdict: 'pass',
  digest: DIGEST,
  at: '2026-01-31T12:00:00.000Z',
};
const LATER = '2026-01-31T13:00:00.000Z';

const passed = (changes: Partial<Entry>, ...verdicts: readonly Verdict[]) => {
  const entries: Manifest['entries'] = [{ ...ENTRY, ...changes }];
  const manifest = {
    version: 1 as const,
    repository: 'acme/widgets',
    generated_at: LATER,
    entries,
  };
  return passedReleases(manifest, verdicts);
};

describe('releases that passed', () => {
  test('are those that manifest and event log agree on, with when they passed last', () => {
    expect(passed({}, PASS, { ...PASS, at: LATER })).toEqual([
      { tag: 'v1.2.4', runId: '50', verifiedAt: LATER, digest: DIGEST },
    ]);
  });

  test('of several artifacts every one passed, and none stands for the others', () => {
    const other = { ...PASS, digest: `sha256:${'b'.repeat(64)}` };
    expect(passed({}, PASS, other)).toEqual([{ tag: 'v1.2.4', runId: '50', verifiedAt: PASS.at }]);
    expect(passed({}, PASS, { ...other, verdict: 'fail' })).toEqual([]);
  });

  test('a later failure counts, in whatever order the log has it', () => {
    const failed: Verdict = { ...PASS, verdict: 'inconclusive', at: LATER };
    expect(passed({}, failed, PASS)).toEqual([]);
    expect(passed({}, { ...failed, at: '2026-01-31T11:00:00.000Z' }, PASS)).toHaveLength(1);
  });

  test('what could not be looked at says nothing more once it was (spec part 4)', () => {
    const { digest: _, ...whole } = PASS;
    const unseen: Verdict = { ...whole, verdict: 'inconclusive', at: '2026-01-31T11:00:00.000Z' };
    expect(passed({}, unseen, PASS)).toEqual([
      { tag: 'v1.2.4', runId: '50', verifiedAt: PASS.at, digest: DIGEST },
    ]);
    expect(passed({}, PASS, { ...unseen, at: LATER })).toEqual([]);
    expect(passed({}, { ...unseen, verdict: 'fail' }, PASS)).toEqual([]);
  });

  test.each([
    ['T2: the manifest alone', {}, []],
    ['T2: the event log of another tag', {}, [{ ...PASS, tag: 'v1.2.3' }]],
    ['a verdict of another attempt', { run_attempt: 2 }, [PASS]],
    ['a release that was withdrawn', { status: 'blocked' as const }, [PASS]],
    ['the run of a rollback', { governance_flag: 'rollback' as const }, [PASS]],
  ])('%s makes none', (_, changes, verdicts) => {
    expect(passed(changes, ...verdicts)).toEqual([]);
  });
});
