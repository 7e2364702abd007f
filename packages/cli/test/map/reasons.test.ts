import { REASONS as OF_CHECKS } from '@provkit/predicate/guide';
import { expect, test } from 'vitest';
import { FAILURE_CLASSES, REASONS } from '../../src/map/index.ts';

test('every failure reason has a guide, of the class that the reason has', () => {
  const classes = Object.fromEntries(
    Object.entries(REASONS).map(([name, guide]) => [name, guide.class]),
  );
  expect(classes).toEqual(FAILURE_CLASSES);
});

test('the guides of the verifier are among them as they are', () => {
  expect(REASONS).toMatchObject(OF_CHECKS);
});

test('each says what causes it and what to do', () => {
  for (const { meaning, causes, fix } of Object.values(REASONS)) {
    expect(causes.length).toBeGreaterThan(0);
    expect(fix.length).toBeGreaterThan(0);
    for (const text of [meaning, ...causes, ...fix])
      expect(text).toMatch(/^(?:[A-Z]|artifact_url).*\.$/);
  }
});
