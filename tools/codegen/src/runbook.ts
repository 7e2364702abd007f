import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toMermaid, toStateTable, toTransitionTable } from '@provkit/recovery/runbook';

const FENCE = '```';

/** What of the runbook comes from recovery's table, by the name in its marks. */
const SECTIONS: Readonly<Record<string, () => string>> = {
  'diagram-reruns': () => `${FENCE}mermaid\n${toMermaid('reruns')}${FENCE}\n`,
  'diagram-rollbacks': () => `${FENCE}mermaid\n${toMermaid('rollbacks')}${FENCE}\n`,
  states: toStateTable,
  transitions: toTransitionTable,
};

/** The incident runbook with its diagrams and tables written anew; what people wrote around them stays. */
export async function runbook(file: string): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '..', '..', '..', file), 'utf8');
  return Object.entries(SECTIONS).reduce((before, [name, generate]) => {
    const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
    const [from, to] = [before.indexOf(start), before.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${file} has no place for ${name}`);
    return `${before.slice(0, from + start.length)}\n\n${generate()}\n${before.slice(to)}`;
  }, text);
}
