import { createHash } from 'node:crypto';
import type { Entry, Manifest, Operation } from '@provkit/manifest';

/** Two manifests, and the smallest patch that an edit by hand would write. */
export interface Scenario {
  readonly before: Manifest;
  readonly after: Manifest;
  readonly smallest: readonly Operation[];
}

/** What is measured: one entry in a hundred changed, and then more. */
export const SCENARIOS = {
  'same order': sameOrder,
  'one more at the front': oneAtFront,
  'three gone in the middle, two appended': middleEdit,
} as const satisfies Record<string, (size: number) => Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** Entries enough to have every shape that those of any size have. */
export const SMALL = 1000;

const NOTE = 'Looked at by the release steward.';

function sameOrder(size: number): Scenario {
  const before = manifestOf(entriesOf(size));
  const { entries, patch } = changed(before.entries, 0);
  return { before, after: { ...before, entries }, smallest: patch };
}

function oneAtFront(size: number): Scenario {
  const before = manifestOf(entriesOf(size));
  const added = entryOf(size + 1);
  const { entries, patch } = changed(before.entries, 1);
  return {
    before,
    after: { ...before, entries: [added, ...entries] },
    smallest: [addition(0, added), ...patch],
  };
}

function middleEdit(size: number): Scenario {
  const before = manifestOf(entriesOf(size));
  const gone = [0.3, 0.5, 0.7].map((share) => Math.floor(size * share) + 1); // none of those that change
  const added = [entryOf(size + 1), entryOf(size + 2)];
  const kept = before.entries.filter((_, index) => !gone.includes(index));
  const shift = (index: number) => index - gone.filter((place) => place < index).length;
  const { entries, patch } = changed(before.entries, 0, shift);
  const after = entries.filter((_, index) => !gone.includes(index));
  return {
    before,
    after: { ...before, entries: [...after, ...added] },
    smallest: [
      ...gone.toReversed().map((index) => ({ op: 'remove', path: `/entries/${index}` }) as const),
      ...added.map((entry, n) => addition(kept.length + n, entry)),
      ...patch,
    ],
  };
}

function addition(index: number, entry: Entry): Operation {
  // an entry is JSON; the type alone allows `undefined` where a member is absent
  return {
    op: 'add',
    path: `/entries/${index}`,
    value: entry as Extract<Operation, { op: 'add' }>['value'],
  };
}

/** Every hundredth entry with two fields changed; `offset` and `shift` say where it ends up. */
function changed(
  entries: readonly Entry[],
  offset: number,
  shift: (index: number) => number = (index) => index,
) {
  const patch: Operation[] = [];
  const after = entries.map((entry, index) => {
    if (index % 100 !== 50) return entry;
    const at = `/entries/${shift(index) + offset}`;
    patch.push({ op: 'replace', path: `${at}/status`, value: 'blocked' });
    patch.push({ op: 'add', path: `${at}/notes`, value: NOTE });
    return { ...entry, status: 'blocked' as const, notes: NOTE };
  });
  return { entries: after, patch };
}

function manifestOf(entries: Entry[]): Manifest {
  return {
    $schema: 'https://provkit.dev/schema/manifest.v1.schema.json',
    version: 1,
    repository: 'acme/widgets',
    generated_at: '2026-01-31T12:00:00.000Z',
    entries,
  };
}

function entriesOf(size: number): Entry[] {
  return Array.from({ length: size }, (_, n) => entryOf(n));
}

/** Some 600 bytes, of a handful of shapes, as releases have them. */
function entryOf(n: number): Entry {
  const version = `1.${n}.0`;
  const hex = (what: string) => createHash('sha256').update(`${what} ${n}`).digest('hex');
  return {
    tag: `v${version}`,
    run_id: String(8_123_456_789 + n),
    run_attempt: 1 + (n % 3 === 0 ? 1 : 0),
    sha: hex('commit').slice(0, 40),
    artifact_url: `https://github.com/acme/widgets/releases/download/v${version}/widgets-${version}.tgz`,
    artifact_digest: `sha256:${hex('artifact')}`,
    archive_digest: `sha256:${hex('archive')}`,
    predicate_type: 'https://slsa.dev/provenance/v1',
    builder_id: `https://github.com/acme/widgets/.github/workflows/release.yml@refs/tags/v${version}`,
    ...(n % 10 === 0
      ? ({
          status: 'failure',
          failure_reason: 'run_mismatch',
          notify_slack: true,
          issue_number: n + 1,
        } as const)
      : ({ status: 'success', verified_at: '2026-01-31T13:00:00.000Z' } as const)),
    ...(n % 7 === 0 && { previous_run_ids: [String(7_123_456_789 + n)] }),
  };
}
