import { HttpError } from '@provkit/http';
import type { Validator } from '@provkit/json';
import { nextPage } from '../../github/next-page.ts';
import type { Github, GithubAnswer } from './create-github.ts';

/** How a list is read. */
export interface PagesOptions<T, I> {
  readonly validate: Validator;
  readonly itemsOf: (page: T) => readonly I[];
  /** Beyond it the list is refused: half of it says nothing. */
  readonly maxPages: number;
  /** Names the items, for messages. */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Every item of a list, page by page.
 * @param first path of the first page, as for `Github.ask`.
 * @throws HttpError; TOO_LARGE: there are more pages
 */
export async function askPages<T, I>(
  github: Github,
  first: string,
  { validate, itemsOf, maxPages, what, signal }: PagesOptions<T, I>,
): Promise<readonly I[]> {
  const items: I[] = [];
  let page: string | undefined = first;
  for (let pages = 0; page !== undefined; pages += 1) {
    if (pages === maxPages) throw new HttpError('TOO_LARGE', `more than ${items.length} ${what}`);
    const answer: GithubAnswer<T> = await github.ask<T>(page, validate, { signal });
    if (answer.value !== undefined) items.push(...itemsOf(answer.value));
    page = nextPage(answer.headers ?? {});
  }
  return items;
}
