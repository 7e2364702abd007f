import { decodeUtf8, isJsonError, type JsonValue, parseJson } from '@provkit/json';
import type { Bundle } from '@sigstore/bundle';
import type { BrokenSource, FoundBundle } from './bundle-source.ts';
import { LIMITS } from './limits.ts';
import { toBundle } from './to-bundle.ts';

/** A bundle, or what keeps the text from being one; `pointer` is a JSON pointer into the bundle. */
export type ParsedBundle = { readonly name: string; readonly bundle: Bundle } | BrokenSource;

/**
 * Every bundle of a source: one JSON document, or a document a line. What is malformed comes back as a problem of
 * its own, so that one bad line never hides the others. Pure.
 * @returns in the order of the text; named after the source, with `#line` (from 1) where there are several lines
 */
export function parseBundles(source: FoundBundle): readonly ParsedBundle[] {
  if ('problem' in source) return [source];
  const { name, content } = source;
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (bytes > LIMITS.fileBytes) {
    const problem = `${bytes} bytes, more than the ${LIMITS.fileBytes} that are read`;
    return [{ name, problem }];
  }
  let text: string;
  try {
    text = typeof content === 'string' ? content : decodeUtf8(content);
  } catch (error) {
    return [{ name, ...problemOf(error) }];
  }
  const lines = documentsOf(text);
  if (lines.length > LIMITS.bundles) {
    return [
      { name, problem: `${lines.length} bundles, more than the ${LIMITS.bundles} that are read` },
    ];
  }
  return lines.map(({ text: document, line }) =>
    parseBundle(lines.length > 1 ? `${name}#${line}` : name, document),
  );
}

/**
 * The lines of a JSON Lines text, else the whole text. Two lines that open an object and go on make JSON Lines, also
 * when one of them is damaged: pretty-printed JSON has a lone brace there.
 */
export function documentsOf(text: string): readonly { text: string; line: number }[] {
  const lines = text
    .split('\n')
    .map((line, index) => ({ text: line, line: index + 1 }))
    .filter((line) => line.text.trim() !== '');
  const isJsonLines = lines.filter((line) => /^\{.*\S/.test(line.text)).length > 1;
  return isJsonLines ? lines : [{ text, line: 1 }];
}

function parseBundle(name: string, text: string): ParsedBundle {
  let json: JsonValue;
  try {
    json = parseJson(text, LIMITS.json);
  } catch (error) {
    return { name, ...problemOf(error) };
  }
  return { name, ...toBundle(json) };
}

/** What the text is guilty of, as data. */
function problemOf(error: unknown): { readonly problem: string; readonly pointer?: string } {
  if (!isJsonError(error)) throw error;
  const { message, pointer } = error;
  return pointer === undefined ? { problem: message } : { problem: message, pointer };
}
