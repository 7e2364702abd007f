import type { Event } from '../event.ts';

/** Which repository an event is of, whether it names its id or only its URL. Holds state. */
export interface RepositoryIds {
  learn(event: Event): void;
  /** Its id, where the event or any other of that URL tells it, else the URL; a URL that had several ids names none. */
  of(event: Event): string;
}

/** The answers do not depend on the order in which events are learnt. */
export function createRepositoryIds(): RepositoryIds {
  const ids = new Map<string, string | undefined>();
  let [lastUrl, lastId]: [string, string | null] = ['', null];
  return {
    learn({ repository, repository_id }) {
      if (repository_id === null || (repository_id === lastId && repository === lastUrl)) return;
      const isFirst = !ids.has(repository);
      ids.set(
        repository,
        isFirst || ids.get(repository) === repository_id ? repository_id : undefined,
      );
      [lastUrl, lastId] = [repository, repository_id];
    },
    of: ({ repository, repository_id }) => repository_id ?? ids.get(repository) ?? repository,
  };
}
