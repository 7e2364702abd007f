import type { Command } from './command.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  verify: {
    summary: 'verify the provenance of files against what you expect',
    load: async () => (await import('./verify.ts')).verify,
  },
  'verify-vsa': {
    summary: 'verify what a verifier says of files (SLSA verification summary)',
    load: async () => (await import('./verify-vsa.ts')).verifyVsaCommand,
  },
  validate: {
    summary: 'verify the release of a manifest entry and record the verdict',
    load: async () => (await import('./validate.ts')).validate,
  },
  notify: {
    summary: 'tell people of a release that did not pass, once, whatever fails',
    load: async () => (await import('./notify.ts')).notify,
  },
  digest: {
    summary: 'send the failures that are open to the team',
    load: async () => (await import('./digest.ts')).digest,
  },
  manifest: {
    summary: 'add, change and show entries of the release manifest',
    load: async () => (await import('./manifest.ts')).manifest,
  },
  'lint-manifest': {
    summary: 'hold release manifests, and their change, against the rules',
    load: async () => (await import('./lint-manifest.ts')).lintManifest,
  },
  metrics: {
    summary: 'compute figures from event logs: a report for people, an export for programs',
    load: async () => (await import('./metrics.ts')).metrics,
  },
  recover: {
    summary: 'rerun, block or take up again a release whose provenance failed',
    load: async () => (await import('./recover.ts')).recover,
  },
  rollback: {
    summary: 'go back to a release that was good, by a pull request',
    load: async () => (await import('./rollback.ts')).rollback,
  },
  policy: {
    summary: 'say what a policy asks for, and which other builds it would accept',
    load: async () => (await import('./policy.ts')).policy,
  },
  explain: {
    summary: 'say what a failure reason or a check means and what to do about it',
    load: async () => (await import('./explain.ts')).explain,
  },
};

/** The names of all commands. */
export function commandNames(): readonly string[] {
  return Object.keys(COMMANDS);
}

/** A command by name, or `undefined`. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name]?.load() : undefined;
}

/** The help of the program: what there is. */
export function overview(): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(13)} ${summary}`,
  );
  return [
    'provkit: release provenance, verified in process',
    '',
    'Usage: provkit COMMAND [options]',
    '',
    'Commands:',
    ...rows,
    '',
    'provkit COMMAND --help says more; provkit --version prints the version.',
    '',
  ].join('\n');
}
