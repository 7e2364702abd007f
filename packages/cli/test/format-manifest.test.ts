import type { Entry } from '@provkit/manifest';
import { PLAIN } from '@provkit/text';
import { expect, test } from 'vitest';
import { entriesText } from '../src/format-manifest.ts';

test('more entries than a call takes arguments are shown as a table', () => {
  const entry: Entry = {
    tag: 'v1.2.3',
    run_id: '42',
    run_attempt: 1,
    sha: 'a'.repeat(40),
    artifact_url: 'widgets.tgz',
    status: 'pending',
  };
  const lines = entriesText(new Array<Entry>(300_000).fill(entry), PLAIN).trimEnd().split('\n');
  expect(lines).toHaveLength(300_002);
  expect(lines.slice(0, 2)).toEqual([
    'tag     run  attempt  status   reason  verified at',
    'v1.2.3  42   1        pending',
  ]);
});
