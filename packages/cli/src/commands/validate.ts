import { BUILD_TYPE_OPTIONS } from '../args/build-type-options.ts';
import { NETWORK_OPTIONS } from '../args/network-options.ts';
import type { Options } from '../args/option.ts';
import { FORMAT_OPTION } from '../format-option.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  manifest: { value: 'FILE', help: 'the release manifest' },
  tag: { value: 'TAG', help: 'the release, as the manifest names it' },
  'run-id': { value: 'N', help: 'the run, where the manifest has several of the tag' },
  policy: { value: 'FILE', help: 'what to expect (default: provkit.policy.json)' },
  ...BUILD_TYPE_OPTIONS,
  bundle: {
    value: 'FILE',
    isRepeatable: true,
    help: 'attestations; then no others are looked for',
  },
  'source-digest': {
    value: 'COMMIT',
    help: 'the commit that the tag points to: git rev-parse "TAG^{commit}"; without it GitHub is asked, or, without a token, the manifest’s word is taken',
  },
  'trusted-root': {
    value: 'FILE',
    help: 'trusted_root.json or .jsonl (default: the embedded public-good root)',
  },
  'allow-file': { help: 'let artifact_url be a path below the manifest’s folder' },
  write: { help: 'write the verdict into the entry, and append it to the event log' },
  events: { value: 'FILE', help: 'the event log (default: events.ndjson beside the manifest)' },
  'provenance-job': {
    value: 'NAME',
    help: 'the job of the run that must have succeeded (default: provenance)',
  },
  ...NETWORK_OPTIONS,
  format: FORMAT_OPTION,
} as const satisfies Options;

/** `provkit validate`: verifies the release of a manifest entry and records the verdict (S1). */
export const validate: Command = {
  usage: 'validate --manifest FILE --tag TAG [--run-id N] [--policy FILE] [--allow-file] [--write]',
  description: [
    'Verifies the provenance of the release that a manifest entry names: its artifact, commit,',
    'tag and run. An artifact_url of a run is downloaded, once the run is the expected one; every',
    'file in it must be a subject. Attestations are looked for at GitHub and beside the file, as',
    'FILE.sigstore.json, FILE.sigstore.jsonl or FILE.intoto.jsonl. With --write the verdict goes',
    'into the entry, after an event of it was appended to the event log.',
  ],
  options: OPTIONS,
  examples: [
    'provkit validate --manifest docs/reports/2026-01-31/manifest.json --tag v1.2.3 --write',
    'provkit validate --manifest docs/reports/2026-01-31/manifest.json --tag v1.2.3 --allow-file --write',
    'provkit validate --manifest manifest.json --tag v1.2.3 --allow-file --source-digest "$(git rev-parse v1.2.3^{commit})"',
  ],
  run: async (args, ports) => (await import('./run-validate.ts')).runValidate(args, ports),
};
