import { isClaimNumber } from '../certificate/claim-value.ts';

/** A reference inside a template, and what is taken of its value. */
export interface Reference {
  readonly source: 'claim' | 'statement' | 'material';
  /** Number of the extension, `san`, `run` or `attempt`; or a JSON pointer. */
  readonly key: string;
  readonly take?: { readonly kind: 'minus' | 'after'; readonly text: string };
}

/** Literal text and references, in order. */
export type Template = readonly (string | Reference)[];

const PART = /\{([^{}]*)\}/g;
const REFERENCE =
  /^(?:\.([1-9][0-9]?)|(san|run|attempt)|(\/predicate\/[^|]+)|source(\/[^|]+))(?:\|(minus|after):(.+))?$/;

/**
 * Reads a template of an agreement rule; `undefined` if a reference in it is none. The grammar is in the description
 * of the schema.
 */
export function parseTemplate(text: string): Template | undefined {
  const parts: (string | Reference)[] = [];
  let end = 0;
  for (const match of text.matchAll(PART)) {
    const reference = parseReference(match[1] ?? '');
    if (!reference) return undefined;
    parts.push(text.slice(end, match.index), reference);
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  const isStray = parts.some((part) => typeof part === 'string' && /[{}]/.test(part));
  return isStray ? undefined : parts.filter((part) => part !== '');
}

function parseReference(text: string): Reference | undefined {
  const match = REFERENCE.exec(text);
  if (!match) return undefined;
  const [, number, derived, pointer, relative, kind, taken] = match;
  if (number !== undefined && !isClaimNumber(Number(number))) return undefined;
  const claim = number ?? derived;
  const place: Reference =
    claim !== undefined
      ? { source: 'claim', key: claim }
      : pointer !== undefined
        ? { source: 'statement', key: pointer }
        : { source: 'material', key: relative ?? '' };
  if (taken === undefined) return place;
  return { ...place, take: { kind: kind === 'minus' ? 'minus' : 'after', text: taken } };
}

/** The references of a template, in order. */
export function referencesOf(template: Template): readonly Reference[] {
  return template.filter((part) => typeof part !== 'string');
}

/** Looks a reference up: its text, or `undefined` where there is nothing. */
export type Lookup = (reference: Reference) => string | undefined;

/**
 * The text of a template. Strings are put together and never taken apart at a separator that the signer could have
 * written into a value (spec.md 1.8); `undefined` if a reference has no value, or lacks what is to be taken off.
 */
export function fill(template: Template, lookup: Lookup): string | undefined {
  let text = '';
  for (const part of template) {
    const value = typeof part === 'string' ? part : taken(part, lookup(part));
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}

function taken({ take }: Reference, value: string | undefined): string | undefined {
  if (!take || value === undefined) return value;
  if (take.kind === 'minus') {
    return value.startsWith(take.text) ? value.slice(take.text.length) : undefined;
  }
  const at = value.lastIndexOf(take.text);
  return at === -1 ? undefined : value.slice(at + take.text.length);
}
