/** What an event says of its repository. */
export interface Place {
  readonly repository: string;
  readonly repository_id: string | null;
}

/** Which repository an event is of, whether it names its id or only its URL. Holds state. */
export interface RepositoryIds {
  /** @returns the number of the place, which is the same for the same one */
  learn(place: Place): number;
  /** Its id, where the event or any other of that URL tells it, else the URL; a URL that had several ids names none. */
  of(place: Place): string;
  /** The place that has a number. @throws RangeError: none has */
  at(number: number): Place;
  readonly places: readonly Place[];
}

/** The answers do not depend on the order in which places are learnt. */
export function createRepositoryIds(): RepositoryIds {
  const ids = new Map<string, string | undefined>();
  const numbers = new Map<string, number>();
  const places: Place[] = [];
  let [lastUrl, lastId, lastNumber]: [string, string | null, number] = ['', null, -1];
  return {
    learn({ repository, repository_id }) {
      if (repository === lastUrl && repository_id === lastId) return lastNumber;
      if (repository_id !== null) {
        const isFirst = !ids.has(repository) || ids.get(repository) === repository_id;
        ids.set(repository, isFirst ? repository_id : undefined);
      }
      const key = `${repository}\n${repository_id}`;
      const number = numbers.get(key) ?? places.push({ repository, repository_id }) - 1;
      numbers.set(key, number);
      [lastUrl, lastId, lastNumber] = [repository, repository_id, number];
      return number;
    },
    of: ({ repository, repository_id }) => repository_id ?? ids.get(repository) ?? repository,
    at(number) {
      const place = places[number];
      if (!place) throw new RangeError(`no place has the number ${number}`);
      return place;
    },
    places,
  };
}
