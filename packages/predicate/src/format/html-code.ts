import { escapeMarkup, shownEvidence } from '@provkit/text';

/** Evidence as a code element, for blocks of HTML: Markdown does not look into them until a blank line (T16). Pure. */
export function htmlCode(evidence: string): string {
  return `<code>${escapeMarkup(shownEvidence(evidence))}</code>`;
}
