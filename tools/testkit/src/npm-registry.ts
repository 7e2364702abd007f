import type { LoopbackAnswer, LoopbackRequest } from './loopback.ts';
import type { NpmRelease } from './npm-release.ts';

/** What a registry has, and how it departs from the usual. */
export interface NpmRegistryOptions {
  readonly releases: readonly NpmRelease[];
  /** The only credential that is let in; everybody is unless stated. */
  readonly credential?: string;
  /** Whether attestations are announced and not there yet. */
  readonly isLate?: boolean;
  /** Whether releases have no attestations at all. */
  readonly isUnattested?: boolean;
}

/** A registry of packages: `GET /<name>/<version>`, attestations and tarballs. What is not allowed looks as if it were not there. */
export function npmRegistry(
  options: NpmRegistryOptions,
): (request: LoopbackRequest) => LoopbackAnswer {
  const { releases, credential } = options;
  return ({ url, headers }) => {
    if (credential !== undefined && headers.authorization !== credential) return NOT_FOUND;
    const path = decodeURIComponent(url.pathname);
    for (const release of releases) {
      const { name, version } = release;
      if (path === `/${name}/${version}`) return json(document(release, url.origin, options));
      if (path === `/-/npm/v1/attestations/${name}@${version}`) {
        return options.isLate || options.isUnattested ? NOT_FOUND : json(release.attestations);
      }
      if (path === `/${name}/-/${version}.tgz`) return { status: 200, body: release.tarball };
    }
    return NOT_FOUND;
  };
}

const NOT_FOUND: LoopbackAnswer = { status: 404, body: '{"error":"not found"}' };

function document(
  { name, version, integrity }: NpmRelease,
  origin: string,
  { isUnattested }: NpmRegistryOptions,
): object {
  const attestations = {
    url: `${origin}/-/npm/v1/attestations/${name.replace('/', '%2f')}@${version}`,
    provenance: { predicateType: 'https://slsa.dev/provenance/v1' },
  };
  const tarball = `${origin}/${name}/-/${version}.tgz`;
  return {
    name,
    version,
    dist: { tarball, integrity, ...(isUnattested ? {} : { attestations }) },
  };
}

function json(value: unknown): LoopbackAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  };
}
