/**
 * Does something whose errors nobody sees. @sigstore/core finds out that an OCTET STRING holds no structure by an error that it
 * drops, some ten times a certificate, and V8 takes half of the time of parsing to write down where each was made. Synchronous,
 * so that nobody else's errors are concerned; where the limit may not be written, nothing changes.
 */
export function withoutStackTraces<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  if (!Reflect.set(Error, 'stackTraceLimit', 0)) return work();
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
