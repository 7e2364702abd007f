/** The first line of an Issue's body, and nothing but it. */
const MARKER = /^<!-- provkit:fingerprint=([0-9a-f]{64})(?: alert=([0-9a-f]{64}))? -->\r?(?:\n|$)/;
const HASH = /^[0-9a-f]{64}$/;

/**
 * The hidden line by which an Issue is found again (S2.6), and the alert for which it was opened: a comment of HTML. Pure.
 * @returns undefined where one of them is no SHA-256 in hex, and might end the comment
 */
export function issueMarker(fingerprint: string, alertId?: string): string | undefined {
  if (![fingerprint, alertId ?? fingerprint].every((text) => HASH.test(text))) return undefined;
  const alert = alertId === undefined ? '' : ` alert=${alertId}`;
  return `<!-- provkit:fingerprint=${fingerprint}${alert} -->`;
}

/**
 * The fingerprint that an Issue's body carries, undefined when it carries none. Only the first line counts: what stands
 * behind it may hold words of a tag or a reason (T3). Whether the Issue is ours is for its author to say. Pure.
 */
export function readIssueMarker(body: string): string | undefined {
  return MARKER.exec(body)?.[1];
}

/** The alert for which an Issue was opened, as its marker says; undefined when it says none (T3). Pure. */
export function readMarkedAlert(body: string): string | undefined {
  return MARKER.exec(body)?.[2];
}
