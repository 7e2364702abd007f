import { type Palette, PLAIN, printable, shorten } from '@provkit/text';
import { CATALOG, CHECK_IDS } from '../checks/catalog.ts';
import type { CheckResult } from '../checks/check-result.ts';
import type { AttestationReport, PassReport, Report } from '../report.ts';
import { agreementLines } from './agreement-text.ts';
import {
  type Breach,
  breachesOf,
  byRelevance,
  completeCheck,
  isBreach,
  labelOf,
  namesOf,
} from './breach.ts';
import type { Outcome } from './outcome.ts';

/** How text is marked. */
export interface TextOptions {
  /** Without marks unless stated. */
  readonly palette?: Palette;
}

/** One sign a status. */
const SIGNS = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
  skipped: '·',
  not_applicable: '-',
} as const satisfies Record<CheckResult['status'], string>;

const LABEL_WIDTH = 14;
const CHECK_WIDTH = Math.max(...CHECK_IDS.map(({ length }) => length));
/** Longer evidence is cut: no right value is so long. UTF-16 units. */
const LONGEST_VALUE = 2000;

/**
 * The reports for people, each: the verdict, then who built what from where or what is wrong and what to do about it, then
 * every check, and last what was not asked for. Of a failure every attestation is explained, the likeliest cause first;
 * on pass those that did not hold have a line each. What the evidence says is made printable (T16). Pure.
 * @returns lines that end with `\n`
 */
export function toText(outcome: Outcome, { palette = PLAIN }: TextOptions = {}): string {
  const { problems = [], reports, facts = [] } = outcome;
  const parts = [
    ...problems.map((problem) => problemLines(problem, palette)),
    ...reports.map((report) => reportLines(report, palette)),
  ];
  const lines = parts.flatMap((part, index) => (index === 0 ? part : ['', ...part]));
  const last = facts.map(([label, said]) => `  ${value(label)}: ${value(said)}`);
  return [...lines, ...last].map((line) => `${line}\n`).join('');
}

function reportLines(report: Report, palette: Palette): readonly string[] {
  const isPass = report.verdict === 'pass';
  const shown = byRelevance(report).filter(({ verdict }) => !isPass || verdict === 'pass');
  return [
    headline(report, palette),
    ...(isPass ? ['', ...provenanceLines(report)] : []),
    ...breachesOf(report)
      .filter(({ attestation }) => attestation === undefined)
      .flatMap((breach) => ['', `  ${value(breach.message)}`, ...detailLines(breach, '')]),
    ...shown.flatMap((attestation) => ['', ...attestationLines(attestation, palette)]),
    ...(isPass ? [...othersLines(report, palette), ...sourceLines(report, palette)] : []),
    ...notAskedLines(report, palette),
    '',
    ...trustLines(report, palette),
  ];
}

/** What was wrong before there was anything to verify. */
function problemLines(problem: Breach, { bad, strong }: Palette): readonly string[] {
  const { artifact, status, reason, message } = problem;
  return [
    `${bad(SIGNS[status])} ${strong(value(artifact))}: ${bad(reason)}`,
    '',
    `  ${value(message)}`,
    ...detailLines(problem, ''),
    '',
  ];
}

function headline(report: Report, { good, bad, strong }: Palette): string {
  const names = strong(value(namesOf(report)));
  if (report.verdict === 'pass') return `${good(SIGNS.pass)} ${names}: provenance verified`;
  return `${bad(SIGNS[report.verdict])} ${names}: ${bad(report.failureReason)}`;
}

function provenanceLines({ provenance, signer, attestations }: PassReport): readonly string[] {
  const { source, builderId, slsaBuildLevel, workflow, invocationId, trigger } = provenance;
  const signedAt = attestations.find(({ verdict }) => verdict === 'pass')?.signedAt;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['built from', source.repository],
    ['ref', source.ref],
    ['commit', source.commit],
    ['workflow', workflow?.path],
    ['builder', builderId],
    ['build level', `SLSA ${slsaBuildLevel}`],
    ['run', invocationId],
    ['triggered by', trigger],
    ['signed by', signer.san],
    ['signed at', signedAt],
  ];
  return facts.flatMap(([label, said]) => (said === undefined ? [] : [fact(label, said)]));
}

function attestationLines(attestation: AttestationReport, palette: Palette): readonly string[] {
  const { checks } = attestation;
  const ran = checks.filter(({ status }) => status !== 'skipped');
  return [
    `  ${palette.strong(value(labelOf(attestation)))}`,
    ...ran.flatMap((check) => checkLines(check, palette)),
    ...skippedLines(checks, palette),
  ];
}

function checkLines(check: CheckResult, palette: Palette): readonly string[] {
  const { good, bad, dim } = palette;
  const sign = SIGNS[check.status];
  const line = `${check.id.padEnd(CHECK_WIDTH)}  ${value(check.message)}`;
  const more = [
    ...agreementLines(check, palette),
    ...(check.warnings ?? []).map((warning) => `      ${bad('!')} ${value(warning)}`),
  ];
  const complete = completeCheck(check);
  if (complete) {
    const { id, expected, actual, pointer } = check;
    const shown = { title: CATALOG[id].title, expected, actual, pointer };
    const details = detailLines({ ...shown, spec: check.spec, hint: complete.hint }, '    ');
    return [`  ${bad(`${sign} ${line}`)}`, ...details, ...more];
  }
  return [
    check.status === 'pass' ? `  ${good(sign)} ${line}` : `  ${dim(`${sign} ${line}`)}`,
    ...more,
  ];
}

/** One line for all that did not run, since they have one cause. */
function skippedLines(checks: readonly CheckResult[], { dim }: Palette): readonly string[] {
  const skipped = checks.filter(({ status }) => status === 'skipped');
  if (skipped.length === 0) return [];
  const ids = skipped.map(({ id }) => id).join(', ');
  return [dim(`  ${SIGNS.skipped} ${`${skipped.length} not run`.padEnd(CHECK_WIDTH)}  ${ids}`)];
}

type Details = Pick<Breach, 'title' | 'hint' | 'spec'> & {
  readonly [name in 'expected' | 'actual' | 'pointer']?: string | undefined;
};

function detailLines(
  { title, expected, actual, pointer, spec, hint }: Details,
  indent: string,
): readonly string[] {
  const details: readonly (readonly [string, string | undefined])[] = [
    ['should hold', title],
    ['expected', expected],
    ['found', actual],
    ['where', pointer],
    ['rule', spec],
    ['to do', hint],
  ];
  return details.flatMap(([label, said]) =>
    said === undefined ? [] : [`${indent}${fact(label, said)}`],
  );
}

/** On pass: why each other attestation does not hold. They harm nothing, and nobody should have to guess. */
function othersLines({ attestations }: Report, { dim }: Palette): readonly string[] {
  const others = attestations.filter(({ verdict }) => verdict !== 'pass');
  if (others.length === 0) return [];
  const lines = others.map(({ failureReason, checks, ...named }) => {
    const why = checks.find(isBreach);
    const reason = failureReason ?? why?.reason ?? 'not judged';
    return dim(`  - ${value(labelOf(named))}: ${reason}${why ? `: ${value(why.message)}` : ''}`);
  });
  return ['', '  Other attestations, which do not hold:', ...lines];
}

/** On pass: what a source could not say, which a later look may not be able to do without. */
function sourceLines({ sources }: Report, { dim }: Palette): readonly string[] {
  const lines = sources.flatMap(({ source, degraded }) =>
    degraded.map(({ reason, message }) =>
      dim(`  - ${value(source)}: ${reason}: ${value(message)}`),
    ),
  );
  return lines.length === 0
    ? []
    : ['', '  Sources that could not give their whole answer:', ...lines];
}

function notAskedLines({ verdict, notAsked }: Report, { dim }: Palette): readonly string[] {
  if (verdict !== 'pass' || notAsked.length === 0) return [];
  return [
    '',
    '  Not asked for, so not checked:',
    ...notAsked.map((what) => dim(`  - ${value(what)}`)),
  ];
}

function trustLines({ trust }: Report, { dim }: Palette): readonly string[] {
  return trust.map(({ source, profile, newestAuthority, ageDays }) => {
    const age = `newest authority of ${newestAuthority.slice(0, 10)}, ${ageDays} days ago`;
    return dim(`  Trusted root: ${value(source)} (${profile}; ${age})`);
  });
}

function fact(label: string, said: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${value(said)}`;
}

function value(said: string): string {
  return printable(shorten(said, LONGEST_VALUE));
}
