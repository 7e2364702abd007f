/** Who acts, by the environment: a workflow, or the person at the keyboard. */
export function actorFrom(env: Readonly<Record<string, string | undefined>>): {
  readonly kind: 'automated' | 'human';
  readonly id: string;
} {
  if (env.GITHUB_ACTIONS === 'true') {
    return { kind: 'automated', id: env.GITHUB_WORKFLOW_REF ?? 'GitHub Actions' };
  }
  const isAutomated = (env.CI ?? '') !== '';
  return { kind: isAutomated ? 'automated' : 'human', id: env.USER || 'unknown' };
}
