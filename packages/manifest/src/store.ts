import type { Manifest } from './schema.ts';

/** A manifest and what tells it from every other state of it. */
export interface StoredManifest {
  readonly manifest: Manifest;
  /** Opaque; equal only for the same bytes; empty where nothing is stored yet. */
  readonly version: string;
}

/** How long an update may take. */
export interface UpdateOptions {
  /** How long to wait for others, in ms; 5 minutes unless stated (S5.3). */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What an update did. */
export interface UpdateResult extends StoredManifest {
  /** How long it had to wait for others, in ms (`metrics.lock_wait_seconds`). */
  readonly waitedMs: number;
  /** Whether anything was written. */
  readonly isChanged: boolean;
}

/** Where a manifest is kept, in the words of the event `lock.waited`. */
export type StoreBackend = 'file' | 'github';

/**
 * Where a manifest is kept. Two writers never lose one another's change: `update` runs its function on the state as it is,
 * writes only if it is still so, and otherwise runs it again on the state that it has become.
 */
export interface ManifestStore {
  readonly backend: StoreBackend;
  /** @throws ManifestError MANIFEST_INVALID, VERSION_UNSUPPORTED; the adapter's own error when it cannot be reached */
  read(): Promise<StoredManifest>;
  /**
   * Replaces the manifest by what `change` makes of it, wholly or not at all.
   * @param change pure, since it may run several times; what it throws is thrown on, and nothing is written.
   * @throws ManifestError LOCK_TIMEOUT, naming the holder; CHANGE_INVALID: what `change` made is no manifest; those of
   *   `read`
   */
  update(change: (manifest: Manifest) => Manifest, options?: UpdateOptions): Promise<UpdateResult>;
}

/** S5.3: what others do not let go of within 5 minutes is an error. */
export const DEFAULT_LOCK_TIMEOUT_MS = 5 * 60 * 1000;
