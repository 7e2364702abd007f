import { printable } from '@provkit/text';
import { MOST_SARIF_RESULTS, sarifFingerprints, sarifLog, sarifMessage } from '@provkit/text/sarif';
import type { LocatedFinding } from '../lint-text.ts';
import { RULES } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import type { LintedFile } from './linted-file.ts';
import { ruleUrl } from './rule-url.ts';

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
  const places = files.flatMap(({ path, findings }) =>
    findings.map((finding) => ({ path, finding })),
  );
  const fingerprints = sarifFingerprints(places.map(identityOf));
  const shown = places.slice(0, MOST_SARIF_RESULTS);
  const members = {
    invocations: [invocation(places.length - shown.length)],
    results: shown.map((place, index) => result(place, fingerprints[index])),
  };
  return sarifLog({
    name: 'provkit lint-manifest',
    version,
    rules: RULES.map(descriptor),
    members,
  });
}

interface Place {
  readonly path: string;
  readonly finding: LocatedFinding;
}

/** What makes a finding the same trouble in the next run, wherever its entry stands then. */
function identityOf({ path, finding: { rule, entry, pointer } }: Place) {
  return [rule, path, entry?.tag, entry?.run_id, pointer.replace(/^\/entries\/\d+/, '')];
}

function invocation(leftOut: number) {
  if (leftOut === 0) return { executionSuccessful: true };
  const text = `${leftOut} more results were left out: the JSON report has them.`;
  const toolExecutionNotifications = [{ level: 'warning', message: { text } }];
  return { executionSuccessful: true, toolExecutionNotifications };
}

function descriptor({ id, severity, summary, source, fix }: Rule) {
  return {
    id,
    shortDescription: sarifMessage(summary),
    help: sarifMessage(`${fix} (${source})`),
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: severity },
  };
}

function result({ path, finding }: Place, fingerprint: string | undefined) {
  const { rule, severity, pointer, line, column, entry, message, fix } = finding;
  const who = entry ? `${entry.tag} (run ${entry.run_id}): ` : '';
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: severity,
    message: sarifMessage(`${who}${message}. ${fix}`),
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
