import { outcomeOf } from '../../bundle/malformed.ts';
import type { SourceProblem } from '../../evidence/source.ts';
import { nextPage } from '../../github/next-page.ts';
import { referrersTag } from '../../oci/attestations-in.ts';
import { type Descriptor, MANIFEST_BYTES, MANIFEST_TYPES, readIndex } from '../../oci/manifest.ts';
import { SourceFailure } from '../source-failure.ts';
import type { OpenRegistry } from './open-registry.ts';

const MAX_PAGES = 20;

/** What registries without an API for referrers have said when they are asked for them; 404 is what they should say. */
const NO_API: readonly number[] = [400, 404, 405, 406, 501];

/** The media type of an index. */
const INDEX = MANIFEST_TYPES.slice(0, 1);

/** The manifests that refer to an image, as far as they are read. */
export interface Referrers {
  readonly referrers: readonly Descriptor[];
  readonly problems: readonly SourceProblem[];
}

/**
 * Lists the manifests that refer to an image: page by page, or by a tag where a registry has no API for it.
 * @throws HttpError, SourceFailure
 * @see OCI distribution specification, "Listing Referrers" and "Referrers Tag Schema"
 */
export async function listReferrers(registry: OpenRegistry, digest: string): Promise<Referrers> {
  const referrers: Descriptor[] = [];
  const first = `referrers/${digest}`;
  let path: string | undefined = first;
  for (let page = 1; page <= MAX_PAGES && path !== undefined; page += 1) {
    const isFirst = path === first;
    const { status, headers, body, url } = await registry.get(path, {
      accept: INDEX,
      maxBytes: MANIFEST_BYTES,
      ...(isFirst && { statuses: NO_API }),
    });
    if (isFirst && NO_API.includes(status)) return listByTag(registry, digest);
    referrers.push(...indexIn(body));
    path = pageAfter(nextPage(headers), url);
  }
  const message = `there are more pages of referrers than the ${MAX_PAGES} that are read`;
  return { referrers, problems: path === undefined ? [] : [{ reason: 'truncated', message }] };
}

/** Where the next page is, as an absolute URL of the same registry: elsewhere nobody is asked, and no token sent. */
function pageAfter(link: string | undefined, page: string): string | undefined {
  if (link === undefined) return undefined;
  const url = URL.parse(link, page);
  if (url && url.origin === new URL(page).origin) return url.href;
  const message = 'the next page of referrers is said to be elsewhere than in the registry';
  throw new SourceFailure({ reason: 'malformed', message });
}

async function listByTag(registry: OpenRegistry, digest: string): Promise<Referrers> {
  const { status, body } = await registry.get(`manifests/${referrersTag(digest)}`, {
    accept: INDEX,
    maxBytes: MANIFEST_BYTES,
    statuses: [404],
  });
  return { referrers: status === 404 ? [] : indexIn(body), problems: [] };
}

function indexIn(body: Uint8Array): readonly Descriptor[] {
  const index = outcomeOf(() => readIndex(body));
  if ('value' in index) return index.value;
  const message = `the list of referrers cannot be read: ${index.problem} at ${index.pointer}`;
  throw new SourceFailure({ reason: 'malformed', message });
}
