const SHOWN_LENGTH = 100;

/** Text from outside as much of it as a report shows: somebody else chose it, and its length. */
export function excerpt(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
