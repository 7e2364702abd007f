import type { MutationReport } from '@provkit/predicate/mutate';
import type { PolicyDescription } from '@provkit/predicate/policy';
import { type Palette, printable, printableJson } from '@provkit/text';

/** A policy as `policy check` found it. */
export interface CheckedPolicy {
  readonly file: string;
  /** `sha256:…` of the policy, as events and reports name it. */
  readonly digest: string;
  readonly match: 'any' | 'all';
  readonly descriptions: readonly PolicyDescription[];
}

/** A policy in words. */
export function policyCheckText(
  checked: CheckedPolicy,
  { good, bad, dim, strong }: Palette,
): string {
  const { file, digest, match, descriptions } = checked;
  const several =
    descriptions.length > 1
      ? [`  ${match === 'any' ? 'One of these must be met' : 'All of these must be met'}:`]
      : [];
  const lines = [
    `${good('✓')} ${strong(printable(file))}: a policy that can be met (${digest})`,
    ...several,
    ...descriptions.flatMap(({ name, asks, unsafe, notAsked }) => [
      '',
      `  ${strong(printable(name))}`,
      ...asks.map((line) => `    ${printable(line)}`),
      ...(unsafe.length > 0
        ? ['', '    Not safe:', ...unsafe.map((line) => `    ${bad('!')} ${printable(line)}`)]
        : []),
      ...(notAsked.length > 0
        ? ['', '    Not asked for:', ...notAsked.map((line) => dim(`    - ${printable(line)}`))]
        : []),
    ]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The same as JSON. */
export function policyCheckJson({ file: _, ...checked }: CheckedPolicy): string {
  return `${printableJson({ version: 1, ...checked })}\n`;
}

/** What `policy mutate` found. */
export interface MutatedPolicy {
  readonly file: string;
  readonly report: MutationReport;
}

/** The score, then each mutant, then the controls. */
export function mutationText(
  { file, report }: MutatedPolicy,
  { good, bad, dim, strong }: Palette,
): string {
  const { mutants, controls, score } = report;
  const tried = mutants.filter(({ outcome }) => outcome !== 'none');
  const survivors = tried.filter(({ outcome }) => outcome === 'survived');
  const sign = survivors.length === 0 ? good('✓') : bad('✗');
  const lines = [
    `${sign} ${strong(printable(file))}: refuses ${tried.length - survivors.length} of ${tried.length} builds that are not the release (score ${score.toFixed(2)})`,
    '',
    '  Builds that somebody could have signed:',
    ...mutants.flatMap(({ name, outcome, fix }) =>
      outcome === 'survived'
        ? [`  ${bad(`✗ ${name}: would be accepted`)}`, `      to do         ${fix}`]
        : [
            outcome === 'none'
              ? dim(`  - ${name}: the release has no such thing`)
              : `  ${good('✓')} ${name}`,
          ],
    ),
    '',
    '  Expectations, changed one by one:',
    ...controls.map(({ name, checks, outcome, detail }) => {
      if (outcome === 'survived')
        return `  ${bad(`✗ ${name}: not noticed by ${checks.join(' or ')}; ${detail}`)}`;
      return outcome === 'caught'
        ? `  ${good('✓')} ${name}: noticed by ${checks.join(' or ')}`
        : dim(`  - ${name}: not asked for`);
    }),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The same as JSON. */
export function mutationJson({ report }: MutatedPolicy): string {
  return `${printableJson({ version: 1, ...report })}\n`;
}
