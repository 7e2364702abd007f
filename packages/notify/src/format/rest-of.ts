/** What is said after a sentence of which `prose` left something out: where all of it is. */
export function restOf(shown: string): string {
  return shown.endsWith('…') ? ' The rest is in the log of the run.' : '';
}
