import { FailureReason as ManifestReason } from '@provkit/manifest/schema';
import { FailureReason as MetricsReason } from '@provkit/metrics/schema';
import { CATALOG } from '@provkit/predicate';
import { expect, test } from 'vitest';
import { FAILURE_CLASSES } from '../../src/map/index.ts';

const known = Object.keys(FAILURE_CLASSES).toSorted();

test('the failure reasons of manifest and metrics are the ones that have a class', () => {
  expect(ManifestReason.options.toSorted()).toEqual(known);
  expect(MetricsReason.options.toSorted()).toEqual(known);
});

test('every reason that a check can give is one of them', () => {
  for (const { reason } of Object.values(CATALOG)) expect(known).toContain(reason);
});
