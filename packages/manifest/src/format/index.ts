export { diffToMarkdown } from './diff-markdown.ts';
export { type DiffTextOptions, diffToText } from './diff-text.ts';
export { type Palette, PLAIN } from './palette.ts';
export { printable } from './printable.ts';
