import { codeSpan, prose } from '@provkit/text';
import type { Claims } from '../certificate/claims.ts';
import type { AttestationReport, PassReport, Report } from '../report.ts';
import {
  attestationBreaches,
  type Breach,
  breachesOf,
  byRelevance,
  isBreach,
  labelOf,
  namesOf,
} from './breach.ts';
import { docsLink } from './docs-link.ts';
import { htmlCode } from './html-code.ts';
import {
  agreementDetails,
  breachTable,
  checkDetails,
  details,
  factTable,
  SIGNS,
} from './markdown-tables.ts';
import { type Outcome, overallVerdict } from './outcome.ts';

/** How Markdown is written. */
export interface MarkdownOptions {
  /** UTF-8 bytes; a little below GitHub's limit of 1 MiB for the summary of a step unless stated. */
  readonly maxBytes?: number;
}

/** GitHub refuses a step summary of more than 1 MiB as a whole; what is left is for what the step adds itself. */
const MAX_BYTES = 1_000_000;

const VERDICTS = {
  pass: 'provenance verified',
  fail: 'provenance not verified',
  inconclusive: 'provenance could not be decided',
} as const satisfies Record<Report['verdict'], string>;

type Facts = readonly (readonly [string, string])[];

/**
 * The report as GitHub-flavoured Markdown, for `$GITHUB_STEP_SUMMARY` or a comment: the verdict, who built what from
 * where, what does not hold with expected, found and what to do, then all checks and the agreement of certificate and
 * predicate, folded. Evidence is quoted, and nothing in it can become a link, a mention or HTML (T16). Cut between
 * sections at `maxBytes`, saying so. Pure.
 */
export function toMarkdown(
  outcome: Outcome,
  { maxBytes = MAX_BYTES }: MarkdownOptions = {},
): string {
  const { reports, problems = [], facts = [] } = outcome;
  const sections = [
    ...(reports.length + problems.length > 1 ? [overview(outcome)] : []),
    ...problems.flatMap(problemSections),
    ...reports.flatMap(reportSections),
    ...(facts.length === 0 ? [] : [factTable(facts)]),
  ];
  return cut(sections, maxBytes);
}

/** How many artifacts passed, each counted once: one may have a report and a problem beside it. */
function overview(outcome: Outcome): string {
  const { reports, problems = [] } = outcome;
  const notPassed = new Set([
    ...problems.map(({ artifact }) => artifact),
    ...reports.filter(({ verdict }) => verdict !== 'pass').map(namesOf),
  ]);
  const all = new Set([...notPassed, ...reports.map(namesOf)]);
  const passed = all.size - notPassed.size;
  return `## ${SIGNS[overallVerdict(outcome)]} ${passed} of ${all.size} artifacts: ${VERDICTS.pass}`;
}

function problemSections(problem: Breach): readonly string[] {
  return [
    heading(problem.status, problem.artifact),
    reasonLine(problem.reason, problem.message),
    breachTable([problem]),
  ];
}

function reportSections(report: Report): readonly string[] {
  return [
    heading(report.verdict, namesOf(report)),
    ...(report.verdict === 'pass' ? passSections(report) : failureSections(report)),
    trustLine(report),
  ];
}

function heading(verdict: Report['verdict'], artifact: string): string {
  return `### ${SIGNS[verdict]} ${codeSpan(artifact)}: ${VERDICTS[verdict]}`;
}

function reasonLine(reason: string, message: string): string {
  return `[**${reason}**](${docsLink(reason)}): ${prose(message, codeSpan)}`;
}

function passSections(report: PassReport): readonly string[] {
  const { source, builderId, slsaBuildLevel, workflow, invocationId, trigger } = report.provenance;
  const [passed, ...also] = report.attestations.filter(({ verdict }) => verdict === 'pass');
  const others = report.attestations.filter((attestation) => attestation.verdict !== 'pass');
  return [
    factTable(
      known([
        ['built from', source.repository],
        ['ref', source.ref],
        ['commit', source.commit],
        ['workflow', workflow?.path],
        ['builder', builderId],
        ['build level', `SLSA ${slsaBuildLevel}`],
        ['run', invocationId],
        ['triggered by', trigger],
        ['signed by', report.signer.san],
        ['signed at', passed?.signedAt],
        ['attestation', passed && labelOf(passed)],
      ]),
    ),
    ...list('Not asked for, so not checked:', report.notAsked),
    ...list(
      'Sources that could not give their whole answer:',
      report.sources.flatMap(({ source, degraded }) =>
        degraded.map(({ message }) => `${source}: ${message}`),
      ),
    ),
    ...(passed ? attestationDetails(passed) : []),
    ...also.map((other) => otherAttestation(other, report)),
    ...list(
      'Other attestations, which do not hold:',
      others.map(
        ({ checks, ...named }) =>
          `${labelOf(named)}: ${checks.find(isBreach)?.message ?? 'not judged'}`,
      ),
    ),
  ];
}

/** The likeliest cause in full, the other attestations folded. */
function failureSections(report: Exclude<Report, PassReport>): readonly string[] {
  const { failureReason } = report;
  const breaches = breachesOf(report);
  const cause = breaches.find(({ reason }) => reason === failureReason) ?? breaches[0];
  const line = cause ? [reasonLine(failureReason, cause.message)] : [];
  const general = breaches.filter(({ attestation }) => attestation === undefined);
  return [
    ...line,
    ...(general.length === 0 ? [] : [breachTable(general)]),
    ...byRelevance(report).flatMap((attestation, index) => {
      const own = attestationBreaches(attestation, report);
      if (index > 0 || general.length > 0 || own.length === 0) {
        return [otherAttestation(attestation, report)];
      }
      const name = ['attestation', labelOf(attestation)] as const;
      const facts = factTable(known([name, ...signerFacts(attestation)]));
      return [breachTable(own), facts, ...attestationDetails(attestation)];
    }),
  ];
}

function otherAttestation(attestation: AttestationReport, report: Report): string {
  const { verdict, failureReason = 'not judged' } = attestation;
  const breaches = attestationBreaches(attestation, report);
  const signer = known(signerFacts(attestation));
  const content = [
    ...(breaches.length === 0 ? [] : [breachTable(breaches)]),
    ...(signer.length === 0 ? [] : [factTable(signer)]),
  ];
  const what = verdict === 'pass' ? 'holds' : failureReason;
  const name = htmlCode(labelOf(attestation));
  return details(`${SIGNS[verdict]} Another attestation, ${name}: ${what}`, content.join('\n'));
}

function attestationDetails({ checks }: AttestationReport): readonly string[] {
  return [...agreementDetails(checks.flatMap(({ rows = [] }) => rows)), checkDetails(checks)];
}

/** What the certificate says, which the authority vouches for also when the rest does not hold. */
function signerFacts({
  signer,
  signedAt,
}: AttestationReport): readonly (readonly [string, string | undefined])[] {
  const claims: Partial<Claims> = signer ?? {};
  return [
    ['signed by', claims.san],
    ['signed at', signedAt],
    ['source', claims.sourceRepositoryUri],
    ['ref', claims.sourceRepositoryRef],
    ['commit', claims.sourceRepositoryDigest],
    ['run', claims.runInvocationUri],
  ];
}

function known(facts: readonly (readonly [string, string | undefined])[]): Facts {
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}

function list(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  return [`${title}\n\n${items.map((item) => `- ${prose(item, codeSpan)}`).join('\n')}`];
}

function trustLine({ trust, verifiedAt }: Report): string {
  const roots = trust.map(
    ({ source, profile, newestAuthority, ageDays }) =>
      `${htmlCode(source)} (${profile}; newest authority of ${newestAuthority.slice(0, 10)}, ${ageDays} days ago)`,
  );
  return `<p><sub>Trusted root: ${roots.join(', ')}. Verified ${htmlCode(verifiedAt)}.</sub></p>`;
}

/** As many whole sections as there is room for: half a table would swallow what follows. */
function cut(sections: readonly string[], maxBytes: number): string {
  const note = (left: number) =>
    `\n⚠️ ${left} more sections were left out for want of room: the JSON report has them.\n`;
  const room = maxBytes - Buffer.byteLength(note(sections.length));
  let written = '';
  let bytes = 0;
  for (const [index, section] of sections.entries()) {
    const block = `${index === 0 ? '' : '\n'}${section}\n`;
    bytes += Buffer.byteLength(block);
    if (bytes > room) return written + note(sections.length - index);
    written += block;
  }
  return written;
}
