import fc from 'fast-check';
import jsonpatch from 'fast-json-patch';
import { describe, expect, test } from 'vitest';
import { countEntries, diff, type Entry, type Manifest } from '../src/index.ts';
import { keyOf } from '../src/uniqueness.ts';
import { manifests, manifestWith } from './arbitrary-manifest.ts';

const release = (n: number, changes: Partial<Entry> = {}): Entry => {
  const [entry] = manifestWith({ tag: `v1.${n}.0`, run_id: String(100 + n), ...changes }).entries;
  if (!entry) throw new Error('there is one');
  return entry;
};
const holding = (...entries: Entry[]): Manifest => ({ ...manifestWith(), entries });

/** Two manifests that share entries: some alike, some changed, some moved, some in only one of them. */
const pairs = fc
  .tuple(manifests, manifests, fc.nat(), fc.boolean())
  .map(([one, two, seed, isBack]) => {
    const shared = one.entries.map((entry, n) => {
      if ((seed >> n) % 3 === 0) return entry;
      const { notes: _, ...rest } = entry;
      return (seed >> n) % 3 === 1
        ? rest
        : { ...entry, ...(two.entries[n] ?? {}), tag: entry.tag, run_id: entry.run_id };
    });
    const order = isBack ? shared.toReversed() : shared;
    const known = new Set(one.entries.map(keyOf));
    const added = two.entries.filter((entry) => !known.has(keyOf(entry)));
    const kept = order.slice(seed % 3);
    const cut = seed % (kept.length + 1);
    return {
      before: one,
      after: { ...two, entries: [...kept.slice(0, cut), ...added, ...kept.slice(cut)] },
    };
  });

const apply = (before: Manifest, { patch }: ReturnType<typeof diff>): unknown => {
  const operations = JSON.parse(JSON.stringify(patch));
  return jsonpatch.applyPatch(structuredClone(before), operations, true).newDocument;
};

describe('diff (S6.3)', () => {
  test('its patch, applied by another library, gives the later manifest', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(
        fc.oneof(pairs, fc.record({ before: manifests, after: manifests })),
        ({ before, after }) => {
          const found = diff(before, after);
          for (const { op } of found.patch) kinds.add(op);
          for (const { kind } of found.changes) kinds.add(kind);
          expect(apply(before, found)).toEqual(after);
        },
      ),
      { numRuns: 1000 },
    );
    expect([...kinds].toSorted()).toEqual([
      'add',
      'entry-added',
      'entry-changed',
      'entry-removed',
      'manifest-changed',
      'move',
      'remove',
      'replace',
    ]);
  });

  test('its changes are those of a look at every key', () => {
    fc.assert(
      fc.property(pairs, ({ before, after }) => {
        const old = new Map(before.entries.map((entry) => [keyOf(entry), entry]));
        const now = new Map(after.entries.map((entry) => [keyOf(entry), entry]));
        const isChanged = ([key, entry]: [string, Entry]) =>
          old.has(key) && JSON.stringify(sorted(old.get(key))) !== JSON.stringify(sorted(entry));
        expect(countEntries(diff(before, after))).toEqual({
          added: [...now.keys()].filter((key) => !old.has(key)).length,
          modified: [...now].filter(isChanged).length,
          removed: [...old.keys()].filter((key) => !now.has(key)).length,
        });
      }),
      { numRuns: 500 },
    );
  });

  test('the same manifest has no changes and an empty patch, in whatever order its members are', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        expect(diff(manifest, sorted(manifest) as Manifest)).toEqual({ changes: [], patch: [] });
      }),
    );
  });

  test('an insertion at the front is one change and one operation', () => {
    const [a, b, c] = [release(1), release(2), release(3)];
    expect(diff(holding(a, b), holding(c, a, b))).toEqual({
      changes: [{ kind: 'entry-added', index: 0, entry: c }],
      patch: [{ op: 'add', path: '/entries/0', value: c }],
    });
  });

  test('another order is no change, and the patch moves what wandered', () => {
    const [a, b, c] = [release(1), release(2), release(3)];
    expect(diff(holding(a, b, c), holding(c, a, b))).toEqual({
      changes: [],
      patch: [{ op: 'move', from: '/entries/2', path: '/entries/0' }],
    });
  });

  test('changes are typed, and the patch goes to the member', () => {
    const override = {
      predicate_type: 'https://slsa.dev/provenance/v0.2',
      approved_by: 'a',
      approved_at: '2026-01-01T00:00:00.000Z',
      expires_at: '2026-01-20T00:00:00.000Z',
      reason: 'r',
      evidence: 'e',
    };
    const before = release(1, {
      status: 'failure',
      failure_reason: 'run_mismatch',
      override,
      previous_run_ids: ['1', '2'],
    });
    const { failure_reason: _, ...rest } = before;
    const after: Entry = {
      ...rest,
      status: 'success',
      override: { ...override, reason: 'other' },
      previous_run_ids: ['1', '2', '3'],
      notes: 'n',
    };
    expect(diff(holding(before), { ...holding(after), repository: 'acme/other' })).toEqual({
      changes: [
        {
          kind: 'manifest-changed',
          field: 'repository',
          before: 'acme/widgets',
          after: 'acme/other',
        },
        {
          kind: 'entry-changed',
          index: 0,
          before,
          after,
          fields: [
            { field: 'status', before: 'failure', after: 'success' },
            { field: 'failure_reason', before: 'run_mismatch' },
            { field: 'override', before: override, after: { ...override, reason: 'other' } },
            { field: 'previous_run_ids', before: ['1', '2'], after: ['1', '2', '3'] },
            { field: 'notes', after: 'n' },
          ],
        },
      ],
      patch: [
        { op: 'replace', path: '/repository', value: 'acme/other' },
        { op: 'replace', path: '/entries/0/status', value: 'success' },
        { op: 'remove', path: '/entries/0/failure_reason' },
        { op: 'replace', path: '/entries/0/override/reason', value: 'other' },
        { op: 'add', path: '/entries/0/previous_run_ids/2', value: '3' },
        { op: 'add', path: '/entries/0/notes', value: 'n' },
      ],
    });
  });

  test('a member that is undefined is absent', () => {
    const entry = release(1);
    const vague = { ...entry, notes: undefined } as unknown as Entry;
    expect(diff(holding(entry), holding(vague))).toEqual({ changes: [], patch: [] });
    expect(diff(holding(vague), holding({ ...entry, notes: 'n' })).patch).toEqual([
      { op: 'add', path: '/entries/0/notes', value: 'n' },
    ]);
  });

  test('a list that became an object is replaced as a whole', () => {
    const [before, after] = [['1'], { 0: '1' }].map(
      (previous_run_ids) => ({ ...release(1), previous_run_ids }) as unknown as Entry,
    ) as [Entry, Entry];
    expect(diff(holding(before), holding(after)).patch).toEqual([
      { op: 'replace', path: '/entries/0/previous_run_ids', value: { 0: '1' } },
    ]);
  });

  test('a removed entry is named with where it stood', () => {
    const [a, b] = [release(1), release(2)];
    expect(diff(holding(a, b), holding(b))).toEqual({
      changes: [{ kind: 'entry-removed', index: 0, entry: a }],
      patch: [{ op: 'remove', path: '/entries/0' }],
    });
  });
});

/** The same value with the members of every object in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? 1 : -1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
