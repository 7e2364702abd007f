import type { VsaSigner } from '@provkit/predicate/vsa';
import type { Arguments, Options } from '../args/option.ts';
import { CliError } from '../cli-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  vsa: { value: 'FILE', help: 'the summary: one DSSE envelope, or one Sigstore bundle' },
  key: { value: 'PEM', help: 'the public key that must have signed it (SPKI in PEM)' },
  'key-id': {
    value: 'ID',
    help: 'what envelopes call the key (default: its SSH fingerprint, or Sigstore’s hint)',
  },
  'cert-identity': {
    value: 'NAME',
    help: 'whose certificate must have signed it instead: a workflow’s URL or an e-mail address',
  },
  'cert-oidc-issuer': { value: 'URL', help: "the issuer of that signer's token" },
  'trusted-root': {
    value: 'FILE',
    help: 'trusted_root.json or .jsonl for certificates (default: the embedded public-good root)',
  },
  'verifier-id': { value: 'URI', help: 'the verifier that must have made it' },
  'resource-uri': { value: 'URI', help: 'the resource that it must have been verified as' },
  level: {
    value: 'LEVEL',
    isRepeatable: true,
    help: 'a level it must be verified at, or above: SLSA_BUILD_LEVEL_3; or any other value, exactly',
  },
  'dependency-level': { value: 'LEVEL', help: 'the level that every dependency must be at' },
  'policy-uri': { value: 'URI', help: 'the policy that it must have been verified against' },
  'policy-digest': {
    value: 'ALG:HEX',
    isRepeatable: true,
    help: 'a digest of that policy',
  },
  'source-ref': {
    value: 'REF',
    help: 'the full ref that must have pointed to the source revision, for example refs/heads/main',
  },
  'max-age': { value: 'AGE', help: 'how long ago it may have been verified: 45s, 90m, 12h or 30d' },
  'any-subject-unsafe': { help: 'accept a summary of anything; name nothing to verify then' },
  'any-verifier-unsafe': { help: 'accept any verifier that the signer speaks for' },
  'any-resource-unsafe': { help: 'accept any resource' },
  'any-level-unsafe': { help: 'accept any level, or none' },
  offline: { help: 'open no network connection' },
  format: { value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json' },
} as const satisfies Options;

/** `provkit verify-vsa`: holds a verification summary of SLSA 1.0 to 1.2 against what is expected of it. */
export const verifyVsaCommand: Command = {
  usage:
    'verify-vsa FILE|KIND:ID… --vsa FILE --key PEM --verifier-id URI --resource-uri URI --level LEVEL…',
  description: [
    'Verifies that a verifier whom you trust says that each file passed, as the resource and at the',
    'levels that you name. What is no file is named by a digest or id: sha256:…, gitCommit:…,',
    'gce_image_id:… (a file with a colon in its name: ./NAME). The four expectations that SLSA',
    'requires must be stated, or opted out of.',
  ],
  options: OPTIONS,
  examples: [
    'provkit verify-vsa widgets.tgz --vsa widgets.vsa.json --key verifier.pem --verifier-id https://verifier.example/gate --resource-uri pkg:generic/widgets@1.2.3 --level SLSA_BUILD_LEVEL_3',
    'provkit verify-vsa gitCommit:4f0c… --vsa source.vsa.json --cert-identity https://github.com/acme/gate/.github/workflows/vsa.yml@refs/heads/main --cert-oidc-issuer https://token.actions.githubusercontent.com --verifier-id https://github.com/acme/gate --resource-uri git+https://github.com/acme/widgets --source-ref refs/heads/main --level SLSA_SOURCE_LEVEL_3',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const file = args.one('vsa');
  if (file === undefined) throw new CliError('USAGE', 'name the summary: --vsa FILE');
  const { readVsaExpectations } = await import('../read-vsa-expectations.ts');
  const { loadBundleFiles, loadVsaSubject } = await import('../compose.ts');
  const expected = await readVsaExpectations(args, (name) => loadVsaSubject(name, ports.cwd));
  const signer = await signerOf(args, ports);
  const [vsa] = await loadBundleFiles([file], ports.cwd);
  if (!vsa) throw new TypeError('one file gives one source'); // loadBundleFiles has as many as it was given
  const { verifyVsa, vsaToJson, vsaToText } = await import('@provkit/predicate/vsa');
  const report = verifyVsa({ vsa, signer, expected, now: new Date(ports.clock.now()) });
  const palette = (await import('../palette.ts')).paletteFor(ports);
  const isJson = args.one('format') === 'json';
  ports.stdout.write(isJson ? vsaToJson(report) : vsaToText(report, { palette }));
  return EXIT_CODES[report.verdict];
}

/** A key, or a name with its issuer; never both, so that nobody wonders which of them was asked for. */
async function signerOf(args: Arguments, { cwd }: Ports): Promise<VsaSigner> {
  const [key, keyId] = [args.one('key'), args.one('key-id')];
  const [san, issuer] = [args.one('cert-identity'), args.one('cert-oidc-issuer')];
  const { loadKey, loadTrust } = await import('../compose.ts');
  if (key !== undefined) {
    for (const other of ['cert-identity', 'cert-oidc-issuer', 'trusted-root']) {
      if (args.has(other)) throw new CliError('USAGE', `--key and --${other} exclude each other`);
    }
    return { key: await loadKey(key, cwd), ...(keyId !== undefined && { keyId }) };
  }
  if (keyId !== undefined) throw new CliError('USAGE', '--key-id names a key: add --key PEM');
  if (san === undefined || issuer === undefined) {
    throw new CliError(
      'USAGE',
      'say who must have signed: --key PEM, or --cert-identity NAME and --cert-oidc-issuer URL',
    );
  }
  return { san, issuer, trust: await loadTrust(args.one('trusted-root'), cwd) };
}
