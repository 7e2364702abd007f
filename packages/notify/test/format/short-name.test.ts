import { expect, test } from 'vitest';
import { shortName } from '../../src/format/short-name.ts';

test.each([
  ['https://github.com/acme/widgets', 'acme/widgets'],
  ['https://ghe.example:8443/acme/widgets', 'acme/widgets'],
  ['acme/widgets', 'acme/widgets'],
  ['https://github.com/acme/widgets/x', 'https://github.com/acme/widgets/x'],
  ['http://github.com/acme/widgets', 'http://github.com/acme/widgets'],
  ['', ''],
])('the repository %s is called %s', (url, name) => {
  expect(shortName(url)).toBe(name);
});
