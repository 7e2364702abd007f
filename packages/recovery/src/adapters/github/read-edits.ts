import { ask } from '@provkit/http/octokit';
import type { Edits } from '../../github/schema.ts';
import { validateEdits } from '../../github/validate.generated.ts';
import type { GithubRepository } from './read.ts';

/** What became of a text after it was written. */
export interface TextHistory {
  readonly isEdited: boolean;
  readonly isByEmail: boolean;
}

/** As many nodes as GitHub hands out at once. */
const MOST_NODES = 100;

const QUERY = `query($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Comment { id lastEditedAt includesCreatedEdit createdViaEmail } }
}`;

/**
 * What GraphQL knows of comments and reviews, by their node ids: the REST API says of a comment only that it was updated, to the
 * second, and of a review not even that. What it does not answer is not in the map.
 */
export async function readEdits(
  repository: GithubRepository,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TextHistory>> {
  const histories = new Map<string, TextHistory>();
  for (let start = 0; start < ids.length; start += MOST_NODES) {
    const asked = ids.slice(start, start + MOST_NODES);
    for (const node of await readNodes(repository, asked)) {
      if (node?.id === undefined || node.lastEditedAt === undefined) continue;
      const isEdited = node.lastEditedAt !== null || node.includesCreatedEdit !== false;
      histories.set(node.id, { isEdited, isByEmail: node.createdViaEmail !== false });
    }
  }
  return histories;
}

async function readNodes(
  { client, clock, signal }: GithubRepository,
  ids: readonly string[],
): Promise<Edits['data']['nodes']> {
  // on GitHub Enterprise Server the REST API is at /api/v3, and GraphQL beside it
  const baseUrl = client.request.endpoint.DEFAULTS.baseUrl.replace(/\/api\/v3\/?$/, '/api');
  const parameters = { baseUrl, query: QUERY, variables: { ids } };
  const answer = await ask(client, { route: 'POST /graphql', parameters, signal }, clock.now());
  if (answer.kind !== 'answered' || !validateEdits(answer.data)) return [];
  return (answer.data as Edits).data.nodes; // by the validator compiled from its own schema
}
