import { dirname, join, resolve } from 'node:path';
import type { Entry, Manifest, ManifestStore } from '@provkit/manifest';
import type { Policy } from '@provkit/predicate';
import type { Arguments, Options } from '../args/option.ts';
import { CliError } from '../cli-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import type { Validation } from '../map/validation.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';

const DEFAULT_POLICY = 'provkit.policy.json';
const DEFAULT_EVENTS = 'events.ndjson';

const OPTIONS = {
  manifest: { value: 'FILE', help: 'the release manifest' },
  tag: { value: 'TAG', help: 'the release, as the manifest names it' },
  'run-id': { value: 'N', help: 'the run, where the manifest has several of the tag' },
  policy: { value: 'FILE', help: `what to expect (default: ${DEFAULT_POLICY})` },
  bundle: {
    value: 'FILE',
    isRepeatable: true,
    help: 'attestations (default: those beside the artifact)',
  },
  'source-digest': {
    value: 'COMMIT',
    help: 'the commit that the tag points to: git rev-parse "TAG^{commit}"; without it the manifest’s word is taken',
  },
  'trusted-root': {
    value: 'FILE',
    help: 'trusted_root.json or .jsonl (default: the embedded public-good root)',
  },
  'allow-file': { help: 'let artifact_url be a path below the manifest’s folder' },
  write: { help: 'write the verdict into the entry, and append it to the event log' },
  events: { value: 'FILE', help: `the event log (default: ${DEFAULT_EVENTS} beside the manifest)` },
  offline: { help: 'open no network connection' },
  format: { value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json' },
} as const satisfies Options;

/** `provkit validate`: verifies the release of a manifest entry and records the verdict (S1). */
export const validate: Command = {
  usage: 'validate --manifest FILE --tag TAG [--run-id N] [--policy FILE] --allow-file [--write]',
  description: [
    'Verifies the provenance of the release that a manifest entry names: its artifact, commit,',
    'tag and run. Attestations lie beside the artifact, as ARTIFACT.sigstore.json,',
    'ARTIFACT.sigstore.jsonl or ARTIFACT.intoto.jsonl. With --write the verdict goes into the',
    'entry, after an event of it was appended to the event log.',
  ],
  options: OPTIONS,
  examples: [
    'provkit validate --manifest docs/reports/2026-01-31/manifest.json --tag v1.2.3 --allow-file --write',
    'provkit validate --manifest manifest.json --tag v1.2.3 --allow-file --source-digest "$(git rev-parse v1.2.3^{commit})"',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const { findEntry } = await import('@provkit/manifest');
  const { loadBundleFiles, loadPolicy, loadReleasedFile, loadTrust, openManifest } = await import(
    '../compose.ts'
  );
  const { validateEntry } = await import('../validate-entry.ts');
  const name = required(args, 'manifest');
  const tag = required(args, 'tag');
  if (args.positionals.length > 0) {
    throw new CliError('USAGE', `${args.positionals[0] ?? ''} is one argument too many`);
  }
  const started = ports.clock.now();
  const { path, store, manifest } = await openManifest(name, ports);
  const runId = args.one('run-id');
  const entry = findEntry(manifest, { tag, ...(runId !== undefined && { run_id: runId }) });
  const policy = await loadPolicy(
    args.one('policy') ?? DEFAULT_POLICY,
    ports.cwd,
    new Date(started),
  );
  await assertUsable(args, manifest, entry, policy);
  const trust = await loadTrust(args.one('trusted-root'), ports.cwd);
  const named = await loadBundleFiles(args.all('bundle'), ports.cwd);
  const file = await loadReleasedFile(entry.artifact_url, path, named);
  const tagCommit = args.one('source-digest');
  const now = new Date(ports.clock.now());
  const input = { entry, file, trust, policy, ...(tagCommit !== undefined && { tagCommit }) };
  const findings = validateEntry(input, now);
  const verifiedAt = now.toISOString();
  const validation = { ...findings, verifiedAt, durationMs: ports.clock.now() - started };
  if (args.has('write')) await record(validation, entry, store, policy, path, args, ports);
  return write(validation, entry, args, ports);
}

async function record(
  validation: Validation,
  entry: Entry,
  store: ManifestStore,
  { expectations: [{ repository }] }: Policy,
  manifest: string,
  args: Arguments,
  { clock, cwd, env, newId }: Ports,
): Promise<void> {
  const { openEventLog } = await import('../compose.ts');
  const { recordValidation } = await import('../record-validation.ts');
  const { actorFrom } = await import('../env.ts');
  const events = args.one('events');
  const log = await openEventLog(
    events === undefined ? join(dirname(manifest), DEFAULT_EVENTS) : resolve(cwd, events),
  );
  const by = { actor: actorFrom(env), instance: newId() };
  await recordValidation({ validation, entry, store, log, repository, clock, ...by });
}

function required(args: Arguments, name: 'manifest' | 'tag'): string {
  const value = args.one(name);
  if (value !== undefined) return value;
  throw new CliError('USAGE', `--${name} is missing: --${name} ${OPTIONS[name].value}`);
}

async function assertUsable(
  args: Arguments,
  manifest: Manifest,
  entry: Entry,
  policy: Policy,
): Promise<void> {
  if (!args.has('allow-file')) {
    throw new CliError(
      'USAGE',
      `artifact_url ${entry.artifact_url} is a local file: add --allow-file to read it`,
    );
  }
  const other = policy.expectations.find(
    ({ repository }) => new URL(repository).pathname !== `/${manifest.repository}`,
  );
  if (other) {
    throw new CliError(
      'USAGE',
      `the manifest is of ${manifest.repository}, and the policy of ${other.repository}: one of them is not meant`,
    );
  }
  const { mayRecord } = await import('../map/status-changes.ts');
  if (args.has('write') && !mayRecord(entry.status)) {
    throw new CliError(
      'USAGE',
      `the entry is ${entry.status}, which only a person may change: validate without --write, or change the entry first`,
    );
  }
}

async function write(
  validation: Validation,
  entry: Entry,
  args: Arguments,
  ports: Ports,
): Promise<ExitCode> {
  const isWritten = args.has('write');
  const format = await import('../format-validation.ts');
  if (args.one('format') === 'json') {
    ports.stdout.write(format.validationJson(validation, entry, { isWritten }));
  } else {
    const palette = (await import('../palette.ts')).paletteFor(ports);
    const isTagLookedUp = args.has('source-digest');
    ports.stdout.write(
      format.validationText(validation, entry, { isWritten, isTagLookedUp, palette }),
    );
  }
  return EXIT_CODES[validation.verdict];
}
