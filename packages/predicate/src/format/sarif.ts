import { shorten } from '@provkit/text';
import { MOST_SARIF_RESULTS, sarifFingerprints, sarifLog, sarifMessage } from '@provkit/text/sarif';
import { type Artifact, digestsOf } from '../artifact.ts';
import type { Report } from '../report.ts';
import { type Breach, labelOf } from './breach.ts';
import { allBreaches, type Outcome, overallVerdict } from './outcome.ts';
import { type SarifLocation, sarifLocation, toUri } from './sarif-location.ts';
import { ruleId, type SarifRule, sarifRules } from './sarif-rules.ts';

/** What a SARIF log says of the program that made it. */
export interface SarifOptions {
  /** Version of the program, SemVer. */
  readonly version?: string;
  /** What the process will end with. */
  readonly exitCode?: number;
}

/** UTF-16 units: 5,000 results of three values must stay below the 10 MB that GitHub takes. */
const LONGEST_VALUE = 1000;

/**
 * A SARIF 2.1.0 log: one result for each check of each attestation that keeps an artifact from passing; rules from the
 * catalog of checks. What passes gives no result, since code scanning would show it as an alert; what is odd about it,
 * and why other attestations beside the one that passed do not hold, is a notification. What could not be decided is a
 * warning and not of kind `open`, whose level would have to be `none`: it blocks the release too (T19). Pure.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(outcome: Outcome, { version, exitCode }: SarifOptions = {}): string {
  const breaches = allBreaches(outcome);
  const shown = breaches.slice(0, MOST_SARIF_RESULTS);
  const rules = sarifRules(shown);
  const fingerprints = sarifFingerprints(shown.map(identityOf));
  const members = {
    invocations: [invocation(outcome, breaches.length - shown.length, exitCode)],
    artifacts: outcome.reports.flatMap(({ artifacts }) => artifacts).map(sarifArtifact),
    results: shown.map((breach, index) => result(breach, fingerprints[index], rules)),
    properties: { verdict: overallVerdict(outcome), ...facts(outcome) },
  };
  return sarifLog({ name: 'provkit', version, rules, members });
}

function invocation(outcome: Outcome, leftOut: number, exitCode: number | undefined) {
  const [verifiedAt] = outcome.reports.map((report) => report.verifiedAt);
  return {
    // a verdict was reached; a crash writes no log at all
    executionSuccessful: true,
    ...(exitCode !== undefined && { exitCode, exitCodeDescription: overallVerdict(outcome) }),
    ...(verifiedAt !== undefined && { startTimeUtc: verifiedAt }),
    toolExecutionNotifications: [
      ...outcome.reports.flatMap(notifications),
      ...(leftOut > 0
        ? [
            notification(
              'warning',
              `${leftOut} more results were left out: the JSON report has them.`,
            ),
          ]
        : []),
    ],
  };
}

interface Notification {
  readonly level: 'note' | 'warning';
  readonly message: { readonly text: string };
  readonly locations?: readonly SarifLocation[];
}

/** What is odd, what was not asked for, and attestations that do not hold beside one that does. */
function notifications({
  verdict,
  attestations,
  sources,
  notAsked,
}: Report): readonly Notification[] {
  const warnings = attestations.flatMap(({ name, checks }) =>
    checks.flatMap(({ id, warnings: found = [], pointer }) =>
      found.map((text) => notification('warning', `${id}: ${text}`, name, pointer)),
    ),
  );
  if (verdict !== 'pass') return warnings;
  const others = attestations.filter((attestation) => attestation.verdict !== 'pass');
  return [
    ...warnings,
    ...sources.flatMap(({ source, degraded }) =>
      degraded.map(({ reason, message }) =>
        notification('warning', `${source}: ${reason}: ${message}`),
      ),
    ),
    ...notAsked.map((what) => notification('note', `Not asked for, so not checked: ${what}`)),
    ...others.map(({ failureReason = 'not judged', ...named }) =>
      notification(
        'note',
        `Another attestation does not hold: ${labelOf(named)}: ${failureReason}`,
        named.name,
      ),
    ),
  ];
}

function notification(
  level: Notification['level'],
  text: string,
  name?: string,
  pointer?: string,
): Notification {
  const message = sarifMessage(text);
  return name === undefined
    ? { level, message }
    : { level, message, locations: [sarifLocation(name, pointer)] };
}

function sarifArtifact(artifact: Artifact) {
  const hashes = digestsOf(artifact).map(([algorithm, digest]) => [
    algorithm.replace('sha', 'sha-'),
    digest,
  ]);
  return {
    location: { uri: toUri(artifact.name) },
    roles: ['analysisTarget'],
    hashes: Object.fromEntries(hashes) as Readonly<Record<string, string>>, // of strings
  };
}

function result(breach: Breach, fingerprint: string | undefined, rules: readonly SarifRule[]) {
  const { artifact, attestation, status, reason, title, message, spec } = breach;
  const expected = shorten(breach.expected, LONGEST_VALUE);
  const actual = shorten(breach.actual, LONGEST_VALUE);
  const id = ruleId(breach);
  const text = `${artifact}: ${shorten(message, LONGEST_VALUE)}. Expected: ${expected}. Found: ${actual}. ${breach.hint}`;
  return {
    ruleId: id,
    ruleIndex: rules.findIndex((rule) => rule.id === id),
    level: status === 'fail' ? 'error' : 'warning',
    message: sarifMessage(text),
    locations: [sarifLocation(attestation ?? artifact, breach.pointer)],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    properties: {
      artifact,
      ...(attestation !== undefined && { attestation }),
      ...(breach.policy !== undefined && { policy: breach.policy }),
      status,
      reason,
      class: breach.class,
      title,
      expected,
      actual,
      hint: breach.hint,
      specification: spec,
      ...(breach.pointer !== undefined && { pointer: breach.pointer }),
    },
  };
}

/** What makes a breach the same trouble in the next run: names and places, and nothing that was found there. */
function identityOf(breach: Breach): readonly string[] {
  const { artifact, attestation = '', policy = '', reason, pointer = '' } = breach;
  return [ruleId(breach), reason, artifact, attestation, policy, pointer];
}

function facts({ facts: known = [] }: Outcome) {
  return known.length === 0
    ? {}
    : { facts: Object.fromEntries(known) as Readonly<Record<string, string>> };
}
