import { CATALOG, CHECK_IDS, type CheckId } from '../checks/catalog.ts';
import { CHECK_GUIDES } from '../guide/checks.ts';
import type { FailureClass } from '../guide/classes.ts';
import { REASONS } from '../guide/reasons.ts';
import type { Breach } from './breach.ts';
import { docsLink } from './docs-link.ts';

/** A reportingDescriptor (SARIF 2.1.0 section 3.49), as far as it is used. */
export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: 'error' };
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

/** CWE-345, Insufficient Verification of Data Authenticity: what a user of the artifact would be guilty of. */
const TAGS = ['security', 'supply-chain', 'provenance', 'slsa', 'external/cwe/cwe-345'] as const;

/** What GitHub shows as severity: from 9.0 critical, from 7.0 high, from 4.0 medium. */
const SEVERITIES = {
  security: '9.0',
  release: '7.5',
  evidence: '7.5',
  transient: '5.0',
} as const satisfies Record<FailureClass, string>;

/** The rule that a breach is a result of: its check, else its reason. */
export function ruleId({ check, reason }: Breach): string {
  return check ?? reason;
}

/** A rule for each check, in their order, then one for each reason that no check gave. */
export function sarifRules(breaches: readonly Breach[]): readonly SarifRule[] {
  const others = new Map(
    breaches.filter(({ check }) => check === undefined).map((breach) => [breach.reason, breach]),
  );
  return [...CHECK_IDS.map(checkRule), ...[...others.values()].map(reasonRule)];
}

function checkRule(id: CheckId): SarifRule {
  const { title, spec, reason, hint } = CATALOG[id];
  const { problem, why } = CHECK_GUIDES[id];
  return rule({ id, problem, why, fix: hint, title, spec, class: REASONS[reason].class });
}

function reasonRule({ reason, title, hint, spec, class: kind }: Breach): SarifRule {
  const known = Object.hasOwn(REASONS, reason)
    ? REASONS[reason as keyof typeof REASONS]
    : undefined; // by hasOwn
  const problem = known?.meaning ?? `This does not hold: ${title}.`;
  return rule({ id: reason, problem, why: problem, fix: hint, title, spec, class: kind });
}

interface RuleParts {
  readonly id: string;
  readonly problem: string;
  readonly why: string;
  readonly fix: string;
  readonly title: string;
  readonly spec: string;
  readonly class: FailureClass;
}

function rule({ id, problem, why, fix, title, spec, class: kind }: RuleParts): SarifRule {
  return {
    id,
    name: `Provenance${pascalCase(id)}`, // a name that is the id tells nothing (SARIF1001)
    shortDescription: { text: problem },
    fullDescription: { text: why },
    help: {
      text: `What should hold: ${title} (${spec}).\n\n${why}\n\nWhat to do: ${fix}`,
      markdown: `**What should hold:** ${title} (${spec}).\n\n${why}\n\n**What to do:** ${fix}`,
    },
    helpUri: docsLink(id),
    defaultConfiguration: { level: 'error' },
    properties: {
      tags: TAGS,
      precision: 'very-high',
      'problem.severity': 'error',
      'security-severity': SEVERITIES[kind],
      specification: spec,
    },
  };
}

function pascalCase(id: string): string {
  return id
    .split(/[-_]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
