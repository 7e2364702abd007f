import { hostileText, runnerCommands } from '@provkit/testkit/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sarifFingerprints, sarifLog, sarifMessage } from '../src/sarif.ts';

test('a log says who made it, and ends with a newline', () => {
  const log = sarifLog({ name: 'x', version: '1.2.3', rules: [], members: { results: [] } });
  expect(log.endsWith('}\n')).toBe(true);
  expect(JSON.parse(log)).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'x', version: '1.2.3', semanticVersion: '1.2.3', rules: [] } },
        results: [],
        columnKind: 'utf16CodeUnits',
      },
    ],
  });
  expect(sarifLog({ name: 'x', rules: [], members: {} })).not.toContain('semanticVersion');
});

test('T16: a message holds no link and no placeholder, and in the log of a workflow no command', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const message = sarifMessage(text);
      expect(message.text).not.toMatch(/\]\(|\{\d|\p{Cc}/u);
      const members = { results: [{ message }], properties: { text } };
      expect(runnerCommands(sarifLog({ name: 'x', rules: [], members }))).toEqual([]);
    }),
  );
  expect(sarifMessage('see [a](b), {0} and \\u{200b}').text).toBe(
    'see [a] (b), { 0} and \\u{ 200b}',
  );
});

test('fingerprints are the same in the next run, and number what is alike', () => {
  const parts = [
    ['rule', 'v1'],
    ['rule', 'v2'],
    ['rule', 'v1'],
    ['rule', undefined],
  ] as const;
  const found = sarifFingerprints(parts);
  expect(sarifFingerprints([...parts].reverse()).toSorted()).toEqual(found.toSorted());
  expect(found[0]?.replace(/:1$/, ':2')).toBe(found[2]);
  expect(new Set(found).size).toBe(4);
  expect(found[0]).toMatch(/^[0-9a-f]{16}:1$/);
});
