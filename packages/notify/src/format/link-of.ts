import { linkUrl } from '../escape/link-url.ts';
import type { FormatContext } from './format-context.ts';

/** What of a URL may be linked to. One in which a secret was found is none: what is left of it leads nowhere (T18). Pure. */
export function linkOf(
  url: string | undefined,
  { redactor }: Pick<FormatContext, 'redactor'>,
): string | undefined {
  const link = url === undefined ? undefined : linkUrl(url);
  return link !== undefined && redactor.redact(link) === link ? link : undefined;
}

/**
 * What of the URL of a run may be linked to: a page of the repository that the alert is of, and of nobody else, since whoever
 * is on call presses the button (T16). Pure.
 */
export function runLinkOf(
  url: string | undefined,
  repository: string,
  context: Pick<FormatContext, 'redactor'>,
): string | undefined {
  const link = linkOf(url, context);
  return link?.toLowerCase().startsWith(`${repository.toLowerCase()}/`) ? link : undefined;
}
