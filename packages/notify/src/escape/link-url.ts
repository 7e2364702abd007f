/** What is more than itself to Markdown, mrkdwn or HTML, and a percent sign that encodes nothing. */
const UNSAFE = /[^A-Za-z0-9\-._~/:@%+=,]|%(?![0-9A-Fa-f]{2})/g;

/** Below what Slack and GitHub take, and what anybody reads. */
const LONGEST_LINK = 1000;

/**
 * The URL as something that may be linked to: https, without credentials, query and fragment, which may hold a signature
 * or a token (T18), and with nothing in it that could end a link or begin another (T16). Pure.
 * @returns undefined for everything else, which is then shown and not linked.
 */
export function linkUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') {
    return undefined;
  }
  // An address instead of a name leads into somebody's network; a port is GitHub Enterprise's own affair.
  if (!/^(?=.*[a-z])[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(parsed.hostname)) return undefined;
  const path = parsed.pathname.replace(UNSAFE, (char) =>
    encodeURIComponent(char).replace(/[!'()*]/g, percent),
  );
  const link = `https://${parsed.host}${path}`;
  return link.length <= LONGEST_LINK ? link : undefined;
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
