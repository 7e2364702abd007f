import { createRedactor } from '@provkit/http';
import { expect, test } from 'vitest';
import { linkOf } from '../../src/format/link-of.ts';

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
