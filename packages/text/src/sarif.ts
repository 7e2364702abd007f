import { createHash } from 'node:crypto';
import { printable, printableJson } from './printable.ts';

/** GitHub shows no more results of a run, and refuses a run of more than 25,000. */
export const MOST_SARIF_RESULTS = 5000;

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** A run of a program of ours. */
export interface SarifRun {
  /** The program as people call it, and its version, SemVer. */
  readonly name: string;
  readonly version?: string | undefined;
  readonly rules: readonly object[];
  /** The members of the run beside `tool` and `columnKind`. */
  readonly members: Readonly<Record<string, unknown>>;
}

/**
 * A SARIF 2.1.0 log of one run, as printable JSON with a final newline. Columns count UTF-16 units. Pure.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog({ name, version, rules, members }: SarifRun): string {
  const driver = {
    name,
    informationUri: 'https://github.com/provkit/provkit',
    ...(version !== undefined && { version, semanticVersion: version }),
    rules,
  };
  const run = { tool: { driver }, ...members, columnKind: 'utf16CodeUnits' };
  return `${printableJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] })}\n`;
}

/** A message in which nothing is a link or a placeholder (SARIF 2.1.0 sections 3.11.5, 3.11.6), and all shows (T16). Pure. */
export function sarifMessage(text: string): { readonly text: string } {
  const plain = printable(text)
    .replaceAll('](', '] (')
    .replace(/\{(?=\d)/g, '{ ');
  return { text: plain };
}

/**
 * A fingerprint for each of several results, the same for the same trouble in the next run. GitHub would compute one from
 * the text of the line, which is not in the repository or is shared by many. A number counts those that are alike. Pure.
 * @param results for each, the names and places that make it the same trouble, and nothing of what was found there
 */
export function sarifFingerprints(
  results: readonly (readonly (string | undefined)[])[],
): readonly string[] {
  const seen = new Map<string, number>();
  return results.map((parts) => {
    const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}
