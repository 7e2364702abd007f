import { BATCH_OPTIONS } from '../args/batch-options.ts';
import { BUILD_TYPE_OPTIONS } from '../args/build-type-options.ts';
import { LOCK_OPTIONS } from '../args/lock-options.ts';
import { NETWORK_OPTIONS } from '../args/network-options.ts';
import type { Options } from '../args/option.ts';
import { REGISTRY_OPTIONS } from '../args/registry-options.ts';
import { RELEASE_OPTIONS } from '../args/release-options.ts';
import { TRUST_OPTIONS } from '../args/trust-options.ts';
import { VSA_OPTIONS } from '../args/vsa-options.ts';
import { FORMAT_OPTION } from '../format-option.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  bundle: {
    value: 'FILE',
    isRepeatable: true,
    help: 'attestations: a Sigstore bundle, or several as JSON Lines; then no others are looked for',
  },
  repo: { value: 'OWNER/NAME', help: 'the repository it must be built from' },
  'signer-workflow': {
    value: 'WORKFLOW',
    help: 'the workflow that must have signed: .github/workflows/FILE.yml of the repository, or OWNER/NAME/.github/workflows/FILE.yml@REF',
  },
  'repository-only-unsafe': {
    help: 'accept any workflow of the repository, on any branch, as signer',
  },
  ...RELEASE_OPTIONS,
  'builder-id': { value: 'ID', help: 'the builder that must have built it' },
  'predicate-type': { value: 'URI', help: 'the predicate type (default: SLSA provenance v1)' },
  'cert-oidc-issuer': {
    value: 'URL',
    help: "the issuer of the signer's token (default: GitHub Actions)",
  },
  policy: { value: 'FILE', help: 'a policy file instead of --repo and the other expectations' },
  ...BUILD_TYPE_OPTIONS,
  ...TRUST_OPTIONS,
  ...LOCK_OPTIONS,
  'self-check': {
    help: 'also ask with each expectation changed, and end with 4 if one of them goes unnoticed',
  },
  ...BATCH_OPTIONS,
  ...VSA_OPTIONS,
  ...REGISTRY_OPTIONS,
  ...NETWORK_OPTIONS,
  format: FORMAT_OPTION,
} as const satisfies Options;

/** `provkit verify`: holds files against their provenance (S1.2, S1.3). */
export const verify: Command = {
  usage: 'verify FILE|sha256:HEX… --bundle FILE --repo OWNER/NAME --signer-workflow WORKFLOW',
  description: [
    'Verifies that each file, or digest, was built from the repository and by the workflow',
    'that you name. Without --bundle the attestations are looked for beside the file, as',
    'FILE.sigstore.json, FILE.sigstore.jsonl or FILE.intoto.jsonl, and where there are none,',
    'at GitHub. With a token in GH_TOKEN or GITHUB_TOKEN, GitHub is asked first.',
    '',
    'Also takes a pattern of files in quotes (links to files are files, hidden files are passed',
    'over), npm:NAME@VERSION, oci://REGISTRY/IMAGE:TAG and',
    'oci-layout:FOLDER; what is in a registry is verified by the attestations there.',
  ],
  options: OPTIONS,
  examples: [
    'provkit verify widgets.tgz --repo acme/widgets --signer-workflow .github/workflows/release.yml --source-tag v1.2.3',
    'provkit verify sha256:9f86… --bundle widgets.sigstore.json --policy provkit.policy.json --source-tag v1.2.3',
  ],
  run: async (args, ports) => (await import('./run-verify.ts')).runVerify(args, ports),
};
