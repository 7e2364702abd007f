/** The first line of an Issue's body, and nothing but it. */
const MARKER = /^<!-- provkit:fingerprint=([\w.:-]{1,200}) -->\r?(?:\n|$)/;
const FINGERPRINT = /^[\w.:-]{1,200}$/;

/**
 * The hidden line by which an Issue is found again (S2.6): a comment of HTML. Pure.
 * @returns undefined for a fingerprint that could end the comment; none of ours can
 */
export function issueMarker(fingerprint: string): string | undefined {
  return FINGERPRINT.test(fingerprint) ? `<!-- provkit:fingerprint=${fingerprint} -->` : undefined;
}

/**
 * The fingerprint that an Issue's body carries, undefined when it carries none. Only the first line counts: what stands
 * behind it may hold words of a tag or a reason (T3). Whether the Issue is ours is for its author to say. Pure.
 */
export function readIssueMarker(body: string): string | undefined {
  return MARKER.exec(body)?.[1];
}
