/** Owner and name of a repository, by whose URL it is known; whatever is no such URL stays as it is. Pure. */
export function shortName(repository: string): string {
  return /^https:\/\/[^/]+\/([^/]+\/[^/]+)$/.exec(repository)?.[1] ?? repository;
}
