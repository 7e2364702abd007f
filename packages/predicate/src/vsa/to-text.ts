import { type Palette, PLAIN, printable } from '@provkit/text';
import { VSA_CATALOG, type VsaCheckResult } from './catalog.ts';
import { listed } from './listed.ts';
import type { VsaPassReport, VsaReport } from './report.ts';

/** One sign a status. */
const SIGNS = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
  skipped: '·',
  not_applicable: '-',
} as const satisfies Record<VsaCheckResult['status'], string>;

const LABEL_WIDTH = 14;
/** Longer evidence is cut; JSON has it whole. UTF-16 units. */
const LONGEST = 2000;

/**
 * The report for people: the verdict, then who verified what by which policy at which levels, or what is wrong and what
 * to do about it, then every check, and last what was not asked for. What the evidence says is made printable (T16). Pure.
 * @returns lines that end with `\n`
 */
export function vsaToText(
  report: VsaReport,
  { palette = PLAIN }: { readonly palette?: Palette } = {},
): string {
  const lines = [
    headline(report, palette),
    ...(report.verdict === 'pass' ? ['', ...summaryLines(report)] : []),
    '',
    `  ${palette.strong(shown(report.name))}`,
    ...report.checks.flatMap((check) => checkLines(check, palette)),
    ...notAskedLines(report, palette),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function headline(report: VsaReport, { good, bad, strong }: Palette): string {
  const what = strong(shown(listed(report.subjects.length > 0 ? report.subjects : [report.name])));
  return report.verdict === 'pass'
    ? `${good(SIGNS.pass)} ${what}: verification summary holds`
    : `${bad(SIGNS.fail)} ${what}: ${bad(report.failureReason)}`;
}

function summaryLines({ summary, signer }: VsaPassReport): readonly string[] {
  const { verifier, policy, dependencyLevels, inputAttestations } = summary;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['verified by', verifier.id],
    ['with', optional(pairs(verifier.version, ' '))],
    ['as', summary.resourceUri],
    ['levels', listed(summary.verifiedLevels)],
    ['dependencies', dependencyLevels && listed(pairs(dependencyLevels, ': '))],
    ['policy', policy.uri],
    ['', optional(pairs(policy.digest, ':'))],
    ['verified at', summary.timeVerified],
    ['from', inputAttestations && `${inputAttestations.length} attestations`],
    ['SLSA', summary.slsaVersion],
    ['signed by', signer.kind === 'key' ? `the key ${signer.keyId}` : signer.claims.san],
    ['signed at', signer.kind === 'key' ? undefined : signer.signedAt],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [fact(label, value)]));
}

function pairs(record: Readonly<Record<string, unknown>>, separator: string): readonly string[] {
  return Object.entries(record).map(([name, value]) => `${name}${separator}${String(value)}`);
}

function optional(values: readonly string[]): string | undefined {
  return values.length > 0 ? listed(values) : undefined;
}

function checkLines(check: VsaCheckResult, { good, bad, dim }: Palette): readonly string[] {
  const sign = SIGNS[check.status];
  const line = `${check.id.padEnd(LABEL_WIDTH)}  ${shown(check.message)}`;
  const warnings = (check.warnings ?? []).map((warning) => `      ${bad('!')} ${shown(warning)}`);
  if (check.status === 'fail') return [`  ${bad(`${sign} ${line}`)}`, ...detailLines(check)];
  const marked = check.status === 'pass' ? `${good(sign)} ${line}` : dim(`${sign} ${line}`);
  return [`  ${marked}`, ...warnings];
}

function detailLines(check: VsaCheckResult): readonly string[] {
  const details: readonly (readonly [string, string | undefined])[] = [
    ['should hold', VSA_CATALOG[check.id].title],
    ['expected', check.expected],
    ['found', check.actual],
    ['where', check.pointer],
    ['rule', check.spec],
    ['to do', check.hint],
  ];
  return details.flatMap(([label, value]) =>
    value === undefined ? [] : [`    ${fact(label, value)}`],
  );
}

function notAskedLines({ verdict, notAsked }: VsaReport, { dim }: Palette): readonly string[] {
  if (verdict !== 'pass' || notAsked.length === 0) return [];
  return ['', '  Not asked for, so not checked:', ...notAsked.map((what) => dim(`  - ${what}`))];
}

function fact(label: string, value: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${shown(value)}`;
}

function shown(value: string): string {
  return printable(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
}
