import { refuse } from './malformed.ts';

/**
 * The bytes of padded base64 without any other character or stray bit (RFC 4648 section 4): what two decoders could read
 * differently is refused.
 * @throws Malformed
 */
export function fromBase64(text: unknown, pointer: string): Buffer {
  if (typeof text !== 'string') refuse('not a text', pointer);
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : refuse('not strict base64', pointer);
}
