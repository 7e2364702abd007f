import { escapeMarkup, printable } from '@provkit/text';

/** An element; attributes that are `undefined` are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  /** Elements, or text. */
  readonly content?: readonly XmlElement[] | string;
}

/**
 * An XML 1.0 document. What XML cannot hold even escaped (control characters, halves of pairs, U+FFFE) is made printable
 * first, which line feeds in text are not: those are ours (T16). Pure.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`;
}

function lines({ name, attributes = {}, content = [] }: XmlElement, indent: string): string[] {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeMarkup(printable(String(value)))}"`],
  );
  const tag = `${indent}<${name}${written.join('')}`;
  if (content.length === 0) return [`${tag}/>`];
  if (typeof content === 'string') {
    const text = content.split('\n').map(printable).join('\n');
    return [`${tag}>${escapeMarkup(text)}</${name}>`];
  }
  return [
    `${tag}>`,
    ...content.flatMap((child) => lines(child, `${indent}  `)),
    `${indent}</${name}>`,
  ];
}
