import { decodeUtf8, isJsonError, type JsonValue, parseJson } from '@provkit/json';
import type { Bundle } from '@sigstore/bundle';
import type { BrokenSource, FoundBundle } from './bundle-source.ts';
import { excerpt } from './excerpt.ts';
import { LIMITS } from './limits.ts';
import { toBundle } from './to-bundle.ts';

const MAX_POINTER_LENGTH = 500;

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
  const documents = documentsOf(text);
  if (!documents) {
    const problem = `more than ${LIMITS.bundles} bundles, which is the most that are read`;
    return [{ name, problem }];
  }
  return documents.map((document) =>
    parseBundle(documents.length > 1 ? `${name}#${document.line}` : name, document.text),
  );
}

interface Document {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The lines of a JSON Lines text, else the whole text; `undefined` if there are too many. Two lines that open an object
 * and go on make JSON Lines, also when one of them is damaged: pretty-printed JSON has a lone brace there.
 */
export function documentsOf(text: string): readonly Document[] | undefined {
  const documents: Document[] = [];
  let opened = 0;
  let line = 0;
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    line += 1;
    end = text.indexOf('\n', start);
    if (end === -1) end = text.length;
    const content = text.slice(start, end);
    if (content.trim() === '') continue;
    if (/^\{.*\S/.test(content)) opened += 1;
    if (documents.length <= LIMITS.bundles) documents.push({ text: content, line });
    else if (opened > 1) return undefined; // a file of line feeds must not cost its own size many times over
  }
  if (opened <= 1) return [{ text, line: 1 }];
  return documents.length > LIMITS.bundles ? undefined : documents;
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

/** What the text is guilty of, as data. Both are made of the text's own keys, which may go on and on. */
function problemOf(error: unknown): { readonly problem: string; readonly pointer?: string } {
  if (!isJsonError(error)) throw error;
  const { message, pointer } = error;
  const problem = excerpt(message, MAX_POINTER_LENGTH);
  return pointer === undefined || pointer.length > MAX_POINTER_LENGTH
    ? { problem }
    : { problem, pointer };
}
