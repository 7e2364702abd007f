import { REASON_TEXTS } from '@provkit/notify/format';
import { expect, test } from 'vitest';
import { FAILURE_CLASSES } from '../../src/map/failure-classes.ts';

test('S1.6, spec 2.1: notify has words for every failure reason, and knows its class', () => {
  const classes = Object.entries(REASON_TEXTS).map(([reason, text]) => [reason, text.class]);
  expect(Object.fromEntries(classes)).toEqual(FAILURE_CLASSES);
});
