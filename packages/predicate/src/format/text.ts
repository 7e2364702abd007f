import { CATALOG } from '../checks/catalog.ts';
import type { CheckResult } from '../checks/check-result.ts';
import type { AttestationReport, PassReport, Report } from '../report.ts';
import { type Palette, PLAIN } from './palette.ts';
import { printable } from './printable.ts';

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

/**
 * The report for people: the verdict, then who built what from where or what is wrong and what to do about it, then
 * every check, and last what was not asked for. What the evidence says is made printable (T16). Pure.
 * @returns lines that end with `\n`
 */
export function toText(report: Report, { palette = PLAIN }: TextOptions = {}): string {
  const shown = report.attestations.filter(
    ({ verdict }) => report.verdict !== 'pass' || verdict === 'pass',
  );
  const lines = [
    headline(report, palette),
    ...(report.verdict === 'pass' ? ['', ...provenanceLines(report)] : []),
    ...shown.flatMap((attestation) => ['', ...attestationLines(attestation, palette)]),
    ...sourceLines(report, palette),
    ...notAskedLines(report, palette),
    '',
    ...trustLines(report, palette),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function headline(report: Report, { good, bad, strong }: Palette): string {
  const names = strong(report.artifacts.map(({ name }) => printable(name)).join(', '));
  if (report.verdict === 'pass') return `${good(SIGNS.pass)} ${names}: provenance verified`;
  const sign = report.verdict === 'fail' ? SIGNS.fail : SIGNS.inconclusive;
  const isNone = report.attestations.length === 0 && report.verdict === 'fail';
  const what = isNone ? ', there is no attestation' : '';
  return `${bad(sign)} ${names}: ${bad(report.failureReason)}${what}`;
}

function provenanceLines({ provenance, signer, attestations }: PassReport): readonly string[] {
  const { source, builderId, workflow, invocationId, trigger } = provenance;
  const signedAt = attestations.find(({ verdict }) => verdict === 'pass')?.signedAt;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['built from', source.repository],
    ['ref', source.ref],
    ['commit', source.commit],
    ['workflow', workflow?.path],
    ['builder', builderId],
    ['run', invocationId],
    ['triggered by', trigger],
    ['signed by', signer.san],
    ['signed at', signedAt],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [fact(label, value)]));
}

function attestationLines(
  { name, checks }: AttestationReport,
  palette: Palette,
): readonly string[] {
  return [
    `  ${palette.strong(printable(name))}`,
    ...checks.flatMap((check) => checkLines(check, palette)),
  ];
}

function checkLines(check: CheckResult, { good, bad, dim }: Palette): readonly string[] {
  const sign = SIGNS[check.status];
  const line = `${check.id.padEnd(LABEL_WIDTH)}  ${printable(check.message)}`;
  switch (check.status) {
    case 'pass':
      return [`  ${good(sign)} ${line}`];
    case 'skipped':
    case 'not_applicable':
      return [`  ${dim(`${sign} ${line}`)}`];
    case 'fail':
    case 'inconclusive':
      return [`  ${bad(`${sign} ${line}`)}`, ...detailLines(check)];
  }
}

function detailLines({
  id,
  expected,
  actual,
  pointer,
  hint,
  spec,
}: CheckResult): readonly string[] {
  const details: readonly (readonly [string, string | undefined])[] = [
    ['should hold', CATALOG[id].title],
    ['expected', expected],
    ['found', actual],
    ['where', pointer],
    ['rule', spec],
    ['to do', hint],
  ];
  return details.flatMap(([label, value]) =>
    value === undefined ? [] : [`    ${fact(label, value)}`],
  );
}

function sourceLines({ sources }: Report, { bad }: Palette): readonly string[] {
  const lines = sources.flatMap(({ source, degraded }) =>
    degraded.map(({ reason, message }) =>
      bad(`  ${SIGNS.inconclusive} ${printable(source)}: ${reason}: ${printable(message)}`),
    ),
  );
  return lines.length === 0 ? [] : ['', ...lines];
}

function notAskedLines({ verdict, notAsked }: Report, { dim }: Palette): readonly string[] {
  if (verdict !== 'pass' || notAsked.length === 0) return [];
  return ['', '  Not asked for, so not checked:', ...notAsked.map((what) => dim(`  - ${what}`))];
}

function trustLines({ trust }: Report, { dim }: Palette): readonly string[] {
  return trust.map(({ source, profile, newestAuthority, ageDays }) => {
    const age = `newest authority of ${newestAuthority.slice(0, 10)}, ${ageDays} days ago`;
    return dim(`  Trusted root: ${printable(source)} (${profile}; ${age})`);
  });
}

function fact(label: string, value: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${printable(value)}`;
}
