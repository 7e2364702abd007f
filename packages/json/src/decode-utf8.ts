import { JsonError } from './json-error.ts';

/**
 * The text that bytes are in UTF-8, a byte order mark included: what is no UTF-8 is refused and never patched up, since
 * two texts would then read the same. Pure.
 * @throws JsonError NOT_UTF8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const problem = isMarkedUtf16(bytes) ? 'not UTF-8 but UTF-16: save it as UTF-8' : 'not UTF-8';
    throw new JsonError('NOT_UTF8', problem, { cause });
  }
}

/** Whether they begin with the byte order mark of UTF-16, as files that Windows PowerShell wrote do. */
function isMarkedUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
