import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sink } from '@provkit/http';
import { ARCHIVE_LIMITS } from '../../archive/archive-entry.ts';
import type { Github } from './create-github.ts';

/** Statuses that what is there may answer for a while; asked three times in all (S1.6). */
export const MAYBE_LATER: readonly number[] = [403, 404];

/** A download is as long as the archive is large: 15 minutes for one attempt. */
const ATTEMPT_MS = 900_000;

/** An archive on disk, in a folder of its own that nobody else may read. */
export interface Download {
  readonly path: string;
  /** Lowercase hex, of what was written. */
  readonly sha256: string;
}

/**
 * Downloads the archive of an artifact to a temporary file, digests it on the way, and removes it when `use` is done, whatever
 * happens. GitHub redirects to a signed URL for a minute; the token does not go there, and each attempt begins at GitHub.
 * @throws HttpError; the file system's error
 */
export async function withArchive<T>(
  github: Github,
  artifactId: string,
  signal: AbortSignal | undefined,
  use: (download: Download) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-artifact-'));
  const path = join(folder, 'artifact.zip');
  let hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    let position = 0;
    const sink = (): Sink => {
      hash = createHash('sha256');
      position = 0;
      return {
        write: async (chunk) => {
          hash.update(chunk);
          await file.write(chunk, 0, chunk.byteLength, position);
          position += chunk.byteLength;
        },
      };
    };
    await github.send(`/actions/artifacts/${artifactId}/zip`, {
      retryStatuses: MAYBE_LATER,
      maxBytes: ARCHIVE_LIMITS.archiveBytes,
      attemptMs: ATTEMPT_MS,
      overallMs: ATTEMPT_MS * 2,
      sink,
      signal,
    });
    await file.truncate(position); // an attempt before may have come further
    return await use({ path, sha256: hash.digest('hex') });
  } finally {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  }
}
