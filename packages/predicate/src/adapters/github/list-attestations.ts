import { problemOf } from '../../evidence/problem-of.ts';
import type { SourceProblem } from '../../evidence/source.ts';
import { nextPage } from '../../github/next-page.ts';
import type { Attestation, Attestations } from '../../github/schema.ts';
import { validateAttestations } from '../../github/validate.generated.ts';
import type { Github, GithubRequest } from './create-github.ts';

/** Attestations of a page, and pages that are read: a thousand in all. */
const PAGE_SIZE = 100;
const MAX_PAGES = 10;

/** What the API lists for one digest; without a problem, everything that there is. */
export interface Listed {
  readonly attestations: readonly Attestation[];
  readonly problems: readonly SourceProblem[];
}

/**
 * Lists the attestations of a digest, page by page. An empty list is a definite "none"; a 404 is one only when the same token has
 * just read the repository, for whoever may not read a private one gets 404 too (spec.md 1.2).
 * @param digest for example `sha256:…`; `sha1:…` for a Git object.
 * @param predicateType `provenance`, `sbom`, `release` or a URI; default: all.
 */
export async function listAttestations(
  github: Github,
  digest: string,
  {
    predicateType,
    signal,
  }: { readonly predicateType?: string; readonly signal?: AbortSignal | undefined } = {},
): Promise<Listed> {
  const attestations: Attestation[] = [];
  const query = new URLSearchParams({
    per_page: String(PAGE_SIZE),
    ...(predicateType !== undefined && { predicate_type: predicateType }),
  });
  let page: string | undefined = `/attestations/${digest}?${query.toString()}`;
  try {
    for (let pages = 0; page !== undefined; pages += 1) {
      if (pages === MAX_PAGES) return { attestations, problems: [truncated(github)] };
      // a later page that is not there does not end the list: what is on it is not known
      const accept = pages === 0 ? [404] : [];
      const answer: Awaited<ReturnType<typeof ask>> = await ask(github, page, { accept, signal });
      if (!answer.value) return { attestations, problems: await problemsOf404(github, signal) };
      attestations.push(...answer.value.attestations);
      page = nextPage(answer.headers ?? {});
    }
    return { attestations, problems: [] };
  } catch (error) {
    return { attestations, problems: [explained(problemOf(error))] };
  }
}

function ask(github: Github, page: string, request: GithubRequest) {
  return github.ask<Attestations>(page, validateAttestations, request);
}

/** Why a 404 may not mean "none"; nothing when it does. */
async function problemsOf404(
  github: Github,
  signal: AbortSignal | undefined,
): Promise<readonly SourceProblem[]> {
  const { value, status } = await github.readRepository(signal);
  if (value) return [];
  const { owner, name } = github.repository;
  const message = `${owner}/${name} cannot be read with this token (status ${status}), so that a 404 does not mean that there is no attestation`;
  return [explained({ reason: 'not_permitted', message })];
}

function explained(problem: SourceProblem): SourceProblem {
  if (problem.reason !== 'not_permitted') return problem;
  const message = `${problem.message}; the token needs attestations: read, and contents: read of a private repository`;
  return { ...problem, message };
}

function truncated({ repository: { owner, name } }: Github): SourceProblem {
  const read = PAGE_SIZE * MAX_PAGES;
  return {
    reason: 'truncated',
    message: `${owner}/${name} has more than the ${read} attestations that are read`,
  };
}
