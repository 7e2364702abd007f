import { escapeMarkup, printable } from '@provkit/text';

/** HTML that is safe to put into a page: made by `html`, or trusted by `trustedHtml`. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped, `undefined` and `false` are nothing. */
type Value = Html | string | number | undefined | false | readonly Value[];

/**
 * HTML from a template. Whatever is put in is text, escaped for elements and for attributes in double quotes, unless it is
 * HTML itself; what does not show is shown as `\u{…}`, so that it can neither end the page nor turn its text around (T16).
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const markup = parts.map((part, index) => part + render(values[index])).join('');
  return { markup };
}

/** Takes markup as it is: for our own style sheet and for charts, whose text was escaped when they were drawn. */
export function trustedHtml(markup: string): Html {
  return { markup };
}

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number')
    return escapeMarkup(printable(String(value)));
  if (Array.isArray(value)) return value.map(render).join('');
  return (value as Html).markup; // the one that is left; isArray does not narrow a readonly array away
}
