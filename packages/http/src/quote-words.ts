import { redact } from './redact.ts';

/** The most that is looked at, as a multiple of what is shown: a server may send megabytes. */
const MOST_READ = 20;

/**
 * Somebody else's words for a message of ours: without secrets, and cut between two words, so that no secret is cut in half
 * and then known to nobody any more (T18). Pure.
 * @param most length in UTF-16 units
 * @param take takes the secrets out; default: `redact`, which knows them by how they look
 */
export function quoteWords(
  text: string,
  most: number,
  take: (text: string) => string = redact,
): string {
  const read = text.length > most * MOST_READ ? wholeWords(text, most * MOST_READ) : text;
  const shown = take(read);
  return shown.length <= most ? shown : wholeWords(shown, most);
}

function wholeWords(text: string, most: number): string {
  return text.slice(0, most).replace(/\S*$/, '').trimEnd();
}
