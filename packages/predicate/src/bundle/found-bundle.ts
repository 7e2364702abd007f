import type { FoundBundle } from './bundle-source.ts';
import { outcomeOf } from './malformed.ts';

/** What a converter that throws `Malformed` makes of the evidence of that name. */
export function foundBundle(name: string, convert: () => string): FoundBundle {
  const outcome = outcomeOf(convert);
  return 'value' in outcome ? { name, content: outcome.value } : { name, ...outcome };
}
