/**
 * The JSON pointer of a path, for example `['a/b', 0]` → `/a~1b/0`; the empty path is `''`, the whole document.
 * Pure.
 * @see RFC 6901 section 3
 */
export function pointerOf(path: readonly (string | number)[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/**
 * The value that a JSON pointer names, or `undefined` where there is none. Only own properties count, so that
 * `/constructor` finds nothing in `{}`. Pure.
 * @see RFC 6901 section 4
 */
export function valueAt(document: unknown, pointer: string): unknown {
  if (pointer === '') return document;
  let value = document;
  for (const step of pointer.slice(1).split('/')) {
    const key = step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
