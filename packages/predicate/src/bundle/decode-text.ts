/**
 * UTF-8 bytes as text, or `undefined` for other bytes: replaced ones would make one text of several. A byte order mark
 * stays, and is no JSON.
 */
export function decodeText(content: string | Uint8Array): string | undefined {
  if (typeof content === 'string') return content;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
