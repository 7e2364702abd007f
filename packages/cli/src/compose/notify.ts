export { loadIssueTemplate } from '../adapters/issue-template-file.ts';

/** The ways to tell people that are set up. @see openLadder in adapters */
export async function openLadder(
  ...[settings, ports]: Parameters<OpenLadder>
): ReturnType<OpenLadder> {
  return (await import('../adapters/open-ladder.ts')).openLadder(settings, ports);
}

type OpenLadder = typeof import('../adapters/open-ladder.ts')['openLadder'];

/** Sends what a spool file holds. @see replaySpool */
export async function replaySpool(...args: Parameters<ReplaySpool>): ReturnType<ReplaySpool> {
  return (await import('@provkit/notify/spool-file')).replaySpool(...args);
}

type ReplaySpool = typeof import('@provkit/notify/spool-file')['replaySpool'];
