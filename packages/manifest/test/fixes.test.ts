import { expect, test } from 'vitest';
import { fixFor } from '../src/fixes.ts';
import { ENTRY_FIELDS, isManifestError, parseManifest } from '../src/index.ts';
import { manifestWith } from './arbitrary-manifest.ts';

const UNKNOWN = fixFor('/entries/0/colour');

test.each([
  ...['$schema', 'version', 'repository', 'generated_at', 'entries'].map((name) => `/${name}`),
  ...ENTRY_FIELDS.map((name) => `/entries/0/${name}`),
  ...['predicate_type', 'approved_by', 'approved_at', 'expires_at', 'reason', 'evidence'].map(
    (name) => `/entries/7/override/${name}`,
  ),
  '/entries/0/superseded_by/tag',
  '/entries/0/previous_run_ids/3',
])('%s has a fix of its own', (pointer) => {
  expect(fixFor(pointer)).not.toBe(UNKNOWN);
  expect(fixFor(pointer)).toMatch(/^Write .*\.$/);
});

test.each([
  ['a list in the place of the manifest', [], 'version, repository, generated_at and entries'],
  ['an entry that is none', { ...manifestWith(), entries: [1] }, 'at least tag, run_id'],
  ['an unknown member', { ...manifestWith(), colour: 1 }, 'Remove it, or correct its name'],
  [
    'a status that there is not',
    { ...manifestWith(), entries: [{ ...manifestWith().entries[0], status: 'done' }] },
    'Write pending, success',
  ],
])('%s', (_, value, expected) => {
  let message = '';
  try {
    parseManifest(JSON.stringify(value), 'manifest.json');
  } catch (error) {
    if (isManifestError(error)) message = error.message;
  }
  expect(message).toContain(expected);
  expect(message).not.toContain('See the schema');
});
