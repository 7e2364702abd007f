import type { Manifest } from './schema.ts';

/** A manifest and what tells it from every other state of it. */
export interface StoredManifest {
  readonly manifest: Manifest;
  /** Opaque; equal only for the same bytes. */
  readonly version: string;
}

/** How long an update may take. */
export interface UpdateOptions {
  /** How long to wait for the lock, in ms; 5 minutes unless stated (S5.3). */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What an update did. */
export interface UpdateResult extends StoredManifest {
  /** How long it waited for the lock, in ms (`metrics.lock_wait_seconds`). */
  readonly waitedMs: number;
  /** Whether anything was written. */
  readonly isChanged: boolean;
}

/**
 * Where a manifest is kept. Two writers never lose one another's change: `update` runs its function on the state as it is
 * once nobody else can change it, and may run it again.
 */
export interface ManifestStore {
  /** @throws ManifestError MANIFEST_INVALID; the adapter's own error when it cannot be reached */
  read(): Promise<StoredManifest>;
  /**
   * Replaces the manifest by what `change` makes of it, wholly or not at all.
   * @param change pure; what it throws is thrown on, and nothing is written.
   * @throws ManifestError LOCK_TIMEOUT, naming the holder; MANIFEST_INVALID; CHANGE_INVALID
   */
  update(change: (manifest: Manifest) => Manifest, options?: UpdateOptions): Promise<UpdateResult>;
}

/** S5.3: a lock that is not free within 5 minutes is an error. */
export const DEFAULT_LOCK_TIMEOUT_MS = 5 * 60 * 1000;
