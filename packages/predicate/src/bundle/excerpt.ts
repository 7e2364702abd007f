/** Text from outside, as much of it as a report shows: somebody else chose it, and its length. */
export function excerpt(text: string, mostLength = 100): string {
  return text.length > mostLength ? `${text.slice(0, mostLength)}…` : text;
}
