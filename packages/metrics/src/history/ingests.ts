import type { EventOf } from '../event.ts';
import { createInterned, type Interned } from './interned.ts';

/** How an attempt at taking in an event ended. */
export type Ingest = Pick<EventOf<'kpi.ingest_attempted'>, 'outcome'>;

/** Ends of attempts, each once. */
export function createIngests(): Interned<Ingest, Ingest> {
  return createInterned({
    pick: ({ outcome }) => ({ outcome }),
    keyOf: ({ outcome }) => outcome,
    isSame: (event, kept) => event.outcome === kept.outcome,
  });
}
