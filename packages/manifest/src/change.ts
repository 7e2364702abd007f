import type { FieldChange } from './field-changes.ts';
import type { Entry } from './schema.ts';

/** One thing that changed. `index` is that of the manifest the entry is in: the later one, but for a removed entry. */
export type Change =
  | ({ readonly kind: 'manifest-changed' } & FieldChange)
  | { readonly kind: 'entry-removed'; readonly index: number; readonly entry: Entry }
  | { readonly kind: 'entry-added'; readonly index: number; readonly entry: Entry }
  | {
      readonly kind: 'entry-changed';
      readonly index: number;
      readonly before: Entry;
      readonly after: Entry;
      /** In the order of the earlier entry’s members, then new ones. */
      readonly fields: readonly FieldChange[];
    };
