/** A link of Markdown. @param url what `linkUrl` gave @param label our own word */
export function markdownLink(label: string, url: string): string {
  return `[${label}](${url})`;
}
