import type { EventOf } from '../event.ts';
import { createInterned, type Interned } from './interned.ts';

/** What waits for locks are told apart by. */
export type Wait = Pick<EventOf<'lock.waited'>, 'lock' | 'backend' | 'outcome'>;

/** Waits, each once, whatever they took. */
export function createWaits(): Interned<Wait, Wait> {
  return createInterned({
    pick: ({ lock, backend, outcome }) => ({ lock, backend, outcome }),
    keyOf: ({ lock, backend, outcome }) => `${lock} ${backend} ${outcome}`,
    isSame: (event, kept) =>
      event.lock === kept.lock && event.backend === kept.backend && event.outcome === kept.outcome,
  });
}
