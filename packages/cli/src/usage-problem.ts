/** Codes of the packages' errors that mean: what was given cannot be used. */
const GIVEN = new Set([
  'CliError',
  'PredicateError',
  'ManifestError',
  'MetricsError',
  'FilesError',
  'NotifyError',
  'RecoveryError',
]);

/**
 * What the person at the keyboard can put right, in one line, or `undefined` when the error is our own fault. Told by
 * name and not by class: several copies of a package may be loaded.
 */
export function usageProblem(error: unknown): string | undefined {
  return error instanceof Error && GIVEN.has(error.name) && 'code' in error
    ? error.message
    : undefined;
}
