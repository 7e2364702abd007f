// Speaks the client protocol of sigstore/sigstore-conformance, so that its suite can be run against our verifier:
//   node tools/conformance/sigstore-client.ts verify-bundle --bundle FILE (--certificate-identity SAN
//     --certificate-oidc-issuer URL | --key PEM) [--trusted-root FILE] FILE_OR_DIGEST
// Exit code 0 when it verifies, else 1. @see sigstore/sigstore-conformance docs/cli_protocol.md
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type ExpectedSigner,
  embeddedTrust,
  parseDigest,
  parseTrustedRoot,
  verifyBundle,
} from '@provkit/predicate';
import { digestFile, readBundleFile } from '@provkit/predicate/files';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    bundle: { type: 'string' },
    key: { type: 'string' },
    'certificate-identity': { type: 'string' },
    'certificate-oidc-issuer': { type: 'string' },
    'trusted-root': { type: 'string' },
    staging: { type: 'boolean' },
  },
});

try {
  process.exitCode = await verify();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function verify(): Promise<number> {
  const [command, target = ''] = positionals;
  if (command !== 'verify-bundle')
    throw new Error(`${command} is not supported: verification only`);
  if (values.staging)
    throw new Error('--staging is not supported: give the root with --trusted-root');
  const isDigest = !existsSync(target) && /^sha(256|384|512):/.test(target);
  const root = values['trusted-root'];
  const report = verifyBundle({
    bundle: await readBundleFile(values.bundle ?? ''),
    artifact: isDigest
      ? parseDigest(target)
      : await digestFile(target, ['sha256', 'sha384', 'sha512']),
    ...(isDigest ? {} : { bytes: await readFile(target) }),
    trust:
      root === undefined
        ? embeddedTrust('public-good')
        : parseTrustedRoot(await readFile(root), root),
    signer: await signer(),
  });
  for (const { id, status, message } of report.checks)
    console.error(`${id}: ${status}: ${message}`);
  return report.verdict === 'pass' ? 0 : 1;
}

async function signer(): Promise<ExpectedSigner> {
  const { key, 'certificate-identity': san, 'certificate-oidc-issuer': issuer } = values;
  if (key !== undefined) return { key: await readFile(key, 'utf8') };
  if (san === undefined || issuer === undefined) {
    throw new Error('give --certificate-identity and --certificate-oidc-issuer, or --key');
  }
  return { san, issuer };
}
