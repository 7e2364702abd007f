/** Whether an `artifact_url` is a URL of any kind, and no path. Pure. */
export function isRemote(artifactUrl: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(artifactUrl);
}

/** An `artifact_url` for people: a signed URL carries its secret in the query, others in the user's part (T18). Pure. */
export function shownUrl(artifactUrl: string): string {
  if (!isRemote(artifactUrl)) return artifactUrl;
  const url = URL.parse(artifactUrl);
  return url
    ? `${url.protocol}//${url.host}${url.pathname}`
    : `(${artifactUrl.split(':', 1)[0]}:…)`;
}
