import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addEntry, createManifest, findEntry, setEntry } from '../src/index.ts';
import { manifests, manifestWith } from './arbitrary-manifest.ts';

const two = () => {
  const [first] = manifestWith().entries;
  const [second] = manifestWith({ run_id: '43' }).entries;
  return { ...manifestWith(), entries: [first, second].filter((entry) => entry !== undefined) };
};

describe('findEntry (S1.1)', () => {
  test('finds the entry of a tag, and of a tag and run', () => {
    expect(findEntry(manifestWith(), { tag: 'v1.2.3' }).run_id).toBe('42');
    expect(findEntry(two(), { tag: 'v1.2.3', run_id: '43' }).run_id).toBe('43');
  });

  test('several runs of a tag must be told apart, and the message names them', () => {
    expect(() => findEntry(two(), { tag: 'v1.2.3' })).toThrowError(
      expect.objectContaining({
        code: 'ENTRY_AMBIGUOUS',
        message: expect.stringContaining('42, 43'),
      }),
    );
  });

  test('a run that is not there is refused with those that are', () => {
    expect(() => findEntry(two(), { tag: 'v1.2.3', run_id: '7' })).toThrowError(
      expect.objectContaining({
        code: 'ENTRY_NOT_FOUND',
        message: expect.stringContaining('42, 43'),
      }),
    );
    expect(() => findEntry(two(), { tag: 'v9' })).toThrowError(
      expect.objectContaining({ code: 'ENTRY_NOT_FOUND' }),
    );
  });
});

describe('setEntry', () => {
  const key = { tag: 'v1.2.3', run_id: '42' };

  test('changes one entry and leaves the others and the given manifest alone', () => {
    fc.assert(
      fc.property(manifests, fc.nat(), (manifest, at) => {
        const entry = manifest.entries[at % Math.max(1, manifest.entries.length)];
        if (!entry) return;
        const before = structuredClone(manifest);
        const after = setEntry(manifest, entry, { status: 'success', failure_reason: undefined });
        expect(manifest).toEqual(before);
        const { failure_reason: _, ...rest } = entry;
        expect(after.entries).toEqual(
          manifest.entries.map((other) =>
            other === entry ? { ...rest, status: 'success' } : other,
          ),
        );
      }),
    );
  });

  test('undefined removes a field: absent, never null', () => {
    const failed = manifestWith({ status: 'failure', failure_reason: 'run_mismatch' });
    const [entry] = setEntry(failed, key, { failure_reason: undefined }).entries;
    expect(entry && Object.hasOwn(entry, 'failure_reason')).toBe(false);
  });

  test('a change that makes the manifest invalid is refused', () => {
    expect(() => setEntry(manifestWith(), key, { sha: 'abc' })).toThrowError(
      expect.objectContaining({ code: 'CHANGE_INVALID', pointer: '/entries/0/sha' }),
    );
    expect(() => setEntry(two(), key, { run_id: '43' })).toThrowError(
      expect.objectContaining({ code: 'CHANGE_INVALID', pointer: '/entries/1' }),
    );
  });
});

describe('addEntry', () => {
  const [entry] = manifestWith({ run_id: '43' }).entries;
  if (!entry) throw new Error('there is one');

  test('puts the entry at the end and leaves the given manifest alone', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        const before = structuredClone(manifest);
        const added = { ...entry, tag: 'not-generated' };
        expect(addEntry(manifest, added).entries).toEqual([...before.entries, added]);
        expect(manifest).toEqual(before);
      }),
    );
  });

  test('a run that is there already is refused with its place', () => {
    expect(() => addEntry(two(), entry)).toThrowError(
      expect.objectContaining({ code: 'ENTRY_EXISTS', pointer: '/entries/1' }),
    );
  });

  test('what is no entry is refused with the place where it would have stood', () => {
    expect(() => addEntry(two(), { ...entry, run_id: '7', sha: 'abc' })).toThrowError(
      expect.objectContaining({ code: 'CHANGE_INVALID', pointer: '/entries/2/sha' }),
    );
  });
});

describe('createManifest', () => {
  test('begins a manifest without entries', () => {
    const manifest = createManifest('acme/widgets', Date.parse('2026-01-31T12:00:00.000Z'));
    expect(manifest).toEqual({
      $schema: 'https://provkit.dev/schema/manifest.v1.schema.json',
      version: 1,
      repository: 'acme/widgets',
      generated_at: '2026-01-31T12:00:00.000Z',
      entries: [],
    });
  });

  test('a name that is no repository is refused', () => {
    expect(() => createManifest('widgets', 0)).toThrowError(
      expect.objectContaining({ code: 'CHANGE_INVALID', pointer: '/repository' }),
    );
  });
});
