import { PUBLIC_GOOD_TUF } from '../../trust/public-good-tuf.generated.ts';

/** A TUF repository, and where trust in it begins. */
export interface TufRepository {
  /** What people and the cache call it. */
  readonly name: string;
  /** URL of its metadata; targets are below `targets/`. */
  readonly mirror: string;
  /** A `root.json` that came to the caller in a way that he trusts; every newer one is verified from it. */
  readonly root: string;
}

/**
 * The repository of Sigstore's public-good instance, with the root that @sigstore/tuf carries.
 * @param mirror another URL of the same repository, for networks that cannot reach its own.
 */
export function publicGoodRepository(mirror: string = PUBLIC_GOOD_TUF.mirror): TufRepository {
  return { name: 'public-good', mirror, root: PUBLIC_GOOD_TUF.rootJson };
}

/**
 * The repository of GitHub's own instance, which also has the roots of `ghe.com` tenants.
 * @param root its `root.json`, which this package does not carry: take it from the GitHub CLI's sources.
 */
export function githubRepository(
  root: string,
  mirror = 'https://tuf-repo.github.com',
): TufRepository {
  return { name: 'github', mirror, root };
}
