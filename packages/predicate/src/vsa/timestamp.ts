const RFC3339_UTC = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z$/;

/**
 * A time of RFC 3339 in UTC ("Z"), in ms since 1970, or `undefined`. Days that do not exist are none, where `Date`
 * would count on.
 * @see in-toto/attestation spec/v1/field_types.md#timestamp
 */
export function parseTimestamp(text: string): number | undefined {
  const [, seconds] = RFC3339_UTC.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return undefined;
  return new Date(ms).toISOString().startsWith(seconds) ? ms : undefined;
}
