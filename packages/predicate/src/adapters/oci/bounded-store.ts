import { SourceFailure } from '../source-failure.ts';
import type { ContentStore } from './collect-attestations.ts';

/** The most bytes that are read of the attestations of one image: more would fill the memory. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * A store that gives so many bytes in all: a hundred manifests with a hundred layers each are within every other limit, and whoever
 * may push can attach them (T15). What is asked for beyond is there, and is not read.
 */
export function boundedStore(store: ContentStore, maxBytes = MAX_BYTES): ContentStore {
  let left = maxBytes;
  const take = async (read: () => Promise<Uint8Array>, stated: number) => {
    if (left < stated) throw truncated(store.name, maxBytes);
    const content = await read();
    left -= content.byteLength;
    return content;
  };
  return {
    name: store.name,
    manifest: (digest) => take(() => store.manifest(digest), 1),
    blob: (digest, size) => take(() => store.blob(digest, size), size),
  };
}

function truncated(name: string, maxBytes: number): SourceFailure {
  const message = `${name}: there are more attestations than the ${maxBytes} bytes that are read`;
  return new SourceFailure({ reason: 'truncated', message });
}
