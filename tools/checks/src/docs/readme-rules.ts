import type { Problem } from '../problem.ts';
import type { Repository } from './link-rules.ts';
import { parseMarkdown } from './markdown.ts';

/** The sections of a package's README, in order (style.md 46, 47): what must occur in a heading. */
const SECTIONS = [
  ['installation', /\binstall/i],
  ['an example', /\b(example|use|usage|start)\b/i],
  ['options', /\b(options|flags|limits|commands|settings)\b/i],
  ['error codes', /\b(errors?|exit codes?)\b/i],
  ['ports and adapters', /\b(ports?|adapters?)\b/i],
  ['what it does not do', /\bnot\b/i],
] as const;

const PACKAGE_README = /^packages\/[^/]+\/README\.md$/;
const PACKAGE = /^packages\/([^/]+)\/package\.json$/;

/** Packages without a README, and READMEs that lack a section or have it in another place. */
export function readmeProblems({ files, read }: Repository): Problem[] {
  const missing = files
    .filter((path) => PACKAGE.test(path))
    .map((path) => path.replace('package.json', 'README.md'))
    .filter((readme) => !files.includes(readme))
    .map((where) => ({ where, message: 'is missing' }));
  const present = files.filter((path) => PACKAGE_README.test(path));
  return [...missing, ...present.flatMap((path) => sectionProblems(path, read(path)))];
}

function sectionProblems(where: string, text: string): Problem[] {
  const { headings } = parseMarkdown(text);
  const problems: Problem[] = [];
  if (headings[0]?.level !== 1) problems.push({ where, message: 'does not begin with its name' });
  if (!/^#[^\n]*\n+[^#\s`|<-][^\n]*/.test(text)) {
    problems.push({ where, message: 'does not say in a sentence what it is' });
  }
  const sections = headings.filter(({ level }) => level > 1);
  let next = 0;
  for (const [name, pattern] of SECTIONS) {
    const found = sections.findIndex((heading, at) => at >= next && pattern.test(heading.text));
    if (found === -1)
      problems.push({ where, message: `lacks a section with ${name} at its place` });
    else next = found + 1;
  }
  return problems;
}
