import type { Repository } from '../../src/docs/link-rules.ts';

/** A repository that exists only in a test. */
export function repositoryOf(files: Readonly<Record<string, string>>): Repository {
  return {
    files: Object.keys(files),
    read: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`nobody should read ${path}`);
      return text;
    },
  };
}
