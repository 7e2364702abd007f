export { type Annotation, annotationCommands } from './annotations.ts';
export { codeSpan, fencedCode, prose, type Quote, shownEvidence, tableCode } from './markdown.ts';
export { escapeMarkup } from './markup.ts';
export { type Palette, PLAIN } from './palette.ts';
export { fitPrintable, printable, printableJson } from './printable.ts';
export { fitEscaped, shorten } from './shorten.ts';
