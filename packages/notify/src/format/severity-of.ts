import type { Severity } from '../alert.ts';

const SEVERITIES: ReadonlySet<string> = new Set<Severity>(['info', 'warning', 'critical']);

/** The severity, and for whatever else a file said in its place the worst: it is written without an escape. Pure. */
export function severityOf(severity: Severity): Severity {
  return SEVERITIES.has(severity) ? severity : 'critical';
}
