/** So many are shown of a list that evidence may make as long as it likes. */
const SHOWN = 8;

/** The first few of a list, and how many more there are. */
export function listed(values: readonly string[]): string {
  if (values.length === 0) return 'none';
  const more = values.length - SHOWN;
  return [...values.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
