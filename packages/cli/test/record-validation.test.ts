import { type Entry, findEntry, type Manifest, type ManifestStore } from '@provkit/manifest';
import type { Event, EventLog } from '@provkit/metrics';
import { describe, expect, test } from 'vitest';
import type { Validation } from '../src/map/validation.ts';
import { recordValidation } from '../src/record-validation.ts';

const ENTRY = {
  tag: 'v1.2.3',
  run_id: '42',
  run_attempt: 1,
  sha: 'c'.repeat(40),
  artifact_url: 'widgets.tgz',
  status: 'pending',
} as const;
const DIGEST = `sha256:${'a'.repeat(64)}`;
const PASS: Validation = {
  verdict: 'pass',
  artifactDigest: DIGEST,
  policyDigest: `sha256:${'b'.repeat(64)}`,
  verifiedAt: '2026-01-31T12:00:00.000Z',
  durationMs: 1,
};

const manifestOf = (changes: object): Manifest => ({
  version: 1,
  repository: 'acme/widgets',
  generated_at: '2026-01-31T12:00:00.000Z',
  entries: [{ ...ENTRY, ...changes }],
});

/** Records a pass of ENTRY in a manifest whose entry somebody changed in the meantime. */
async function record(changes: object): Promise<Manifest['entries'][number] | undefined> {
  return (await recordIn(changes, [])).entry;
}

/** @param written the events of the log, which grow */
async function recordIn(changes: object, written: Event[], entry: Entry = ENTRY) {
  let manifest = manifestOf(changes);
  const store: ManifestStore = {
    backend: 'file',
    read: async () => ({ manifest, version: '' }),
    update: async (change) => {
      manifest = change(manifest);
      return { manifest, version: '', waitedMs: 0, isChanged: true };
    },
  };
  const log: EventLog = {
    append: async (events) => void written.push(...events),
    read: async function* () {
      yield* written;
    },
    nextSeq: async () => written.length + 1,
  };
  await recordValidation({
    validation: PASS,
    entry,
    manifest,
    store,
    log,
    actor: { kind: 'automated', id: 'test' },
    instance: 'instance-1',
    repository: 'https://github.com/acme/widgets',
    clock: { now: () => Date.parse(PASS.verifiedAt) },
  });
  return { entry: findEntry(manifest, ENTRY) };
}

describe('recordValidation', () => {
  test('writes the verdict beside what others wrote while it was found', async () => {
    const others = { issue_number: 7, notify_slack: true, notes: 'see the Issue' };
    expect(await record(others)).toEqual({
      ...ENTRY,
      ...others,
      status: 'success',
      artifact_digest: DIGEST,
      verified_at: PASS.verifiedAt,
    });
  });

  test('another validation of the same release may have been faster', async () => {
    expect(
      await record({ status: 'success', artifact_digest: DIGEST, verified_at: PASS.verifiedAt }),
    ).toMatchObject({ status: 'success' });
  });

  test('spec part 4: a later attempt that nobody started is a rerun by hand, said once', async () => {
    const again: Entry = { ...ENTRY, run_attempt: 2 };
    const written: Event[] = [];
    await recordIn(again, written, again);
    const types = () => written.map(({ type }) => type);
    expect(types()).toEqual(['validation.completed', 'rerun.started', 'lock.waited']);
    expect(written.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(written[1]).toMatchObject({
      initiation: 'manual',
      new_run_id: '42',
      new_run_attempt: 2,
    });
    await recordIn(again, written, again);
    expect(types().slice(3)).toEqual(['validation.completed', 'lock.waited']);
  });

  test.each([
    ['sha', { sha: 'd'.repeat(40) }],
    ['artifact_url', { artifact_url: 'other.tgz' }],
    ['artifact_digest', { artifact_digest: `sha256:${'0'.repeat(64)}` }],
    ['run_attempt', { run_attempt: 2 }],
    ['override', { override: {} }],
  ])('T2: a verdict is never written beside a %s that it is not about', async (field, changes) => {
    await expect(record(changes)).rejects.toMatchObject({
      code: 'ENTRY_CHANGED',
      message: expect.stringContaining(`${field} of the entry was changed`),
    });
  });

  test('spec 2.5: what a person has blocked in the meantime stays blocked', async () => {
    await expect(record({ status: 'blocked' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('the entry is blocked'),
    });
  });
});
