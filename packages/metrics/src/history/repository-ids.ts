/** What an event says of its repository. */
export interface Place {
  readonly repository: string;
  readonly repository_id: string | null;
}

/** Which repository an event is of, whether it names its id or only its URL. Holds state. */
export interface RepositoryIds {
  /**
   * @param recorded when an event of the place was recorded, in ms since 1970
   * @returns the number of the place, which is the same for the same one
   */
  learn(place: Place, recorded: number): number;
  /** Its id, where the event or any other of that URL tells it, else the URL; a URL that had several ids names none. */
  of(place: Place): string;
  /** The place that has a number. @throws RangeError: none has */
  at(number: number): Place;
  /** What was learnt from events that were recorded by then. */
  knownBy(time: number): RepositoryIds;
}

/** The answers do not depend on the order in which places are learnt. */
export function createRepositoryIds(): RepositoryIds {
  const ids = new Map<string, string | undefined>();
  const numbers = new Map<string, number>();
  const places: Place[] = [];
  const firstRecorded: number[] = [];
  let last = -1; // events of one place mostly follow one another
  const numberOf = ({ repository, repository_id }: Place): number => {
    const known = places[last];
    if (known?.repository === repository && known.repository_id === repository_id) return last;
    if (repository_id !== null) {
      const isFirst = !ids.has(repository) || ids.get(repository) === repository_id;
      ids.set(repository, isFirst ? repository_id : undefined);
    }
    const key = `${repository}\n${repository_id}`;
    last = numbers.get(key) ?? places.push({ repository, repository_id }) - 1;
    numbers.set(key, last);
    return last;
  };
  return {
    learn(place, recorded) {
      const number = numberOf(place);
      firstRecorded[number] = Math.min(recorded, firstRecorded[number] ?? recorded);
      return number;
    },
    of: ({ repository, repository_id }) => repository_id ?? ids.get(repository) ?? repository,
    at(number) {
      const place = places[number];
      if (!place) throw new RangeError(`no place has the number ${number}`);
      return place;
    },
    knownBy(time) {
      const known = createRepositoryIds();
      for (const [number, place] of places.entries()) {
        const recorded = firstRecorded[number] ?? 0;
        if (recorded <= time) known.learn(place, recorded);
      }
      return known;
    },
  };
}
