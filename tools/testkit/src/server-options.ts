import type { ServerOptions } from 'node:http';

/**
 * How servers are made: they close no connection for being idle. On a busy machine it would be closed while it is used again, a
 * failure that no test asked for.
 */
export const SERVER_OPTIONS: ServerOptions = { keepAliveTimeout: 0 };
