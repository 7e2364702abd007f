import { createRedactor } from '@provkit/http';
import { expect, test } from 'vitest';
import { linkOf, runLinkOf } from '../../src/format/link-of.ts';

const redactor = createRedactor({ KEY: 'hunter2hunter2' });

test('a page may be linked to', () => {
  expect(linkOf('https://github.com/acme/widgets?x', { redactor })).toBe(
    'https://github.com/acme/widgets',
  );
});

test('T18: a page whose address holds a secret may not, nor none', () => {
  expect(linkOf('https://a.example/hunter2hunter2', { redactor })).toBeUndefined();
  expect(linkOf(`https://a.example/ghp_${'a1'.repeat(18)}`, { redactor })).toBeUndefined();
  expect(linkOf('http://a.example/', { redactor })).toBeUndefined();
  expect(linkOf(undefined, { redactor })).toBeUndefined();
});

test('T16: the page of a run is linked to in the repository of the alert alone', () => {
  const repository = 'https://github.com/acme/widgets';
  const linked = (url: string) => runLinkOf(url, repository, { redactor: createRedactor() });
  const page = 'https://github.com/Acme/widgets/actions/runs/42';
  expect(linked(page)).toBe(page);
  for (const other of [
    'https://github.com.evil.example/acme/widgets/actions/runs/42',
    'https://github.com/acme/widgets-evil/actions/runs/42',
    'https://github.com/acme/widgets/../evil/actions/runs/42',
    'http://github.com/acme/widgets/actions/runs/42',
  ]) {
    expect([other, linked(other)]).toEqual([other, undefined]);
  }
});
