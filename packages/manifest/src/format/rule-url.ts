/** Where the page of a rule is on the web. */
export function ruleUrl(rule: string): string {
  return `https://github.com/provkit/provkit/blob/main/packages/manifest/docs/rules/${rule}.md`;
}
