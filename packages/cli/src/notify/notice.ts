import type { Entry, ManifestStore } from '@provkit/manifest';
import type { Alert, Resolution } from '@provkit/notify';

/** What people are to be told of a release, and where it is recorded. */
export interface Notice {
  /** URL of the source repository. */
  readonly repository: string;
  readonly tag: string;
  readonly what:
    | { readonly kind: 'failed'; readonly alert: Alert }
    /** Whatever failed of this release before is over. */
    | { readonly kind: 'over'; readonly resolution: Resolution };
  /** The manifest that holds the release, where one was named. */
  readonly manifest?: {
    readonly location: string;
    readonly store: ManifestStore;
    readonly entry: Entry;
  };
}
