/**
 * The id of a rerun that nobody asked this machine for: a person ran it on GitHub. The run's address, so that whoever sees it,
 * a recovery that adopts it or a validation of it, says the same and it is counted once. Pure.
 * @param repository `acme/widgets`
 * @param run decimal digits, and the attempt from 1
 * @see spec.md part 4, `security_ci.re_run_count`
 */
export function rerunIdByHand(
  repository: string,
  { runId, attempt }: { readonly runId: string; readonly attempt: number },
): string {
  return `${repository}/actions/runs/${runId}/attempts/${attempt}`;
}
