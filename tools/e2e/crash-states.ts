import { createManifest, type Manifest } from '@provkit/manifest';
import { entryOf } from './manifest-stores.ts';

/** The manifest after the n-th change: the same every time, so that old and new can be told apart by their bytes. */
export function stateOf(n: number, entries: number): Manifest {
  const manifest = createManifest('acme/widgets', Date.parse('2026-01-31T12:00:00.000Z'));
  return {
    ...manifest,
    entries: Array.from({ length: entries }, (_, index) => ({
      ...entryOf(1, index),
      run_attempt: n,
      notes: `after change ${n}`,
    })),
  };
}
