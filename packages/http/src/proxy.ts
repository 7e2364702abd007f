/** The way to a URL: through the proxy at this address, or `undefined` for straight there. */
export type ProxyFor = (url: URL) => string | undefined;

/** The environment's rules, or why they are none; without what a proxy's URL may have of a password. */
export type ProxyOutcome = { readonly proxyFor: ProxyFor } | { readonly problem: string };

/**
 * Who goes through a proxy, by the environment as curl, Git and the Actions runner read it: `https_proxy`, else `HTTPS_PROXY`, for
 * https; hosts in `no_proxy`, else `NO_PROXY`, go straight. `HTTP_PROXY` is not read: nothing is asked by http. Pure.
 *
 * An entry of `NO_PROXY` is a host, which also means every host below it (with or without a dot or `*.` before it), perhaps with
 * a port; or `*` for all. Addresses and networks mean nothing here, since URLs name no address.
 */
export function proxyFromEnv(env: Readonly<Record<string, string | undefined>>): ProxyOutcome {
  const proxy = env.https_proxy || env.HTTPS_PROXY || '';
  if (proxy === '') return { proxyFor: () => undefined };
  const url = URL.parse(proxy.includes('://') ? proxy : `http://${proxy}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    return { problem: 'HTTPS_PROXY is no address of a proxy: write http://HOST:PORT' };
  }
  const bypasses = (env.no_proxy || env.NO_PROXY || '')
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(toBypass);
  const { href } = url;
  return {
    proxyFor: (target) => {
      if (target.protocol !== 'https:') return undefined;
      return bypasses.some((isBypassed) => isBypassed(target)) ? undefined : href;
    },
  };
}

function toBypass(entry: string): (url: URL) => boolean {
  if (entry === '*') return () => true;
  const [, host = '', port] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  return ({ hostname, port: asked }) =>
    host !== '' &&
    (hostname === host || hostname.endsWith(`.${host}`)) &&
    (port === undefined || port === (asked || '443'));
}
