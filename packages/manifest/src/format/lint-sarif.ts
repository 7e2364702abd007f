import { createHash } from 'node:crypto';
import type { LocatedFinding } from '../lint-text.ts';
import { RULES } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import type { LintedFile } from './linted-file.ts';
import { printable } from './printable.ts';
import { ruleUrl } from './rule-url.ts';

/** GitHub shows no more of a run, and refuses one of more than 25,000. */
const MOST_RESULTS = 5000;

/**
 * The findings as a SARIF 2.1.0 log, for code scanning and editors; every rule is described, whether it found something or
 * not. Pure.
 * @param options `version` of the program, SemVer.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function lintToSarif(
  files: readonly LintedFile[],
  { version }: { readonly version?: string } = {},
): string {
  const results = withFingerprints(files).map(result);
  const rest = results.length - MOST_RESULTS;
  const leftOut = `${rest} more results were left out: the JSON report has them.`;
  const run = {
    tool: {
      driver: {
        name: 'provkit lint-manifest',
        informationUri: 'https://github.com/provkit/provkit',
        ...(version !== undefined && { version, semanticVersion: version }),
        rules: RULES.map(descriptor),
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        ...(rest > 0 && {
          toolExecutionNotifications: [{ level: 'warning', message: { text: leftOut } }],
        }),
      },
    ],
    results: results.slice(0, MOST_RESULTS),
    columnKind: 'utf16CodeUnits',
  };
  const $schema =
    'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function descriptor({ id, severity, summary, source, fix }: Rule) {
  return {
    id,
    shortDescription: { text: plain(summary) },
    help: { text: plain(`${fix} (${source})`) },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: severity },
  };
}

function result({ path, finding, fingerprint }: Place) {
  const { rule, severity, pointer, line, column, entry, message, fix } = finding;
  const who = entry ? `${entry.tag} (run ${entry.run_id}): ` : '';
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: plain(`${who}${message}. ${fix}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: printable(pointer || '/'), kind: 'value' }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

interface Place {
  readonly path: string;
  readonly finding: LocatedFinding;
  readonly fingerprint: string;
}

/**
 * The same for the same trouble in the next run, wherever the entry stands then. GitHub would compute one from the text
 * of the line, which many entries share. The number counts those that are alike.
 */
function withFingerprints(files: readonly LintedFile[]): readonly Place[] {
  const seen = new Map<string, number>();
  return files.flatMap(({ path, findings }) =>
    findings.map((finding) => {
      const { rule, entry, pointer } = finding;
      const field = pointer.replace(/^\/entries\/\d+/, '');
      const parts = [rule, path, entry?.tag, entry?.run_id, field];
      const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
      const count = (seen.get(hash) ?? 0) + 1;
      seen.set(hash, count);
      return { path, finding, fingerprint: `${hash}:${count}` };
    }),
  );
}

/** A message in which nothing is a link or a placeholder (SARIF 2.1.0 sections 3.11.5, 3.11.6), and all shows (T16). */
function plain(text: string): string {
  return printable(text)
    .replaceAll('](', '] (')
    .replace(/\{(?=\d)/g, '{ ');
}
