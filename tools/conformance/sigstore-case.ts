import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedTrust, parseTrustedRoot, type VerifyBundleInput } from '@provkit/predicate';
import { digestFile, readBundleFile } from '@provkit/predicate/files';

/** One case of the Sigstore client conformance suite. */
export interface SigstoreCase {
  readonly name: string;
  /** Folders ending in `_fail` must be refused. */
  readonly expect: 'accept' | 'reject';
  /** Path of the bundle, and of the trusted root it brings, if any. */
  readonly bundle: string;
  readonly trustedRoot: string | undefined;
  /** What is asked, with the file and with its digest alone. A root that cannot be read throws, which is a refusal. */
  readonly ask: (input: 'path' | 'digest') => Promise<VerifyBundleInput>;
}

// @see sigstore/sigstore-conformance test/assets/bundle-verify/README.md
const SAN =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const ISSUER = 'https://token.actions.githubusercontent.com';

/** Every case below `bundle-verify`. */
export async function readSigstoreCases(folder: string): Promise<readonly SigstoreCase[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readCase(folder, name))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function readCase(folder: string, name: string): SigstoreCase {
  const file = (part: string) => {
    const path = join(folder, name, part);
    return existsSync(path) ? path : undefined;
  };
  const text = async (part: string, otherwise: string) => {
    const path = file(part);
    return path === undefined ? otherwise : (await readFile(path, 'utf8')).trim();
  };
  const artifact = file('artifact') ?? join(folder, 'a.txt');
  const bundle = join(folder, name, 'bundle.sigstore.json');
  const trustedRoot = file('trusted_root.json');
  return {
    name,
    expect: name.endsWith('_fail') ? 'reject' : 'accept',
    bundle,
    trustedRoot,
    ask: async (input) => {
      const key = file('key.pub');
      return {
        bundle: await readBundleFile(bundle),
        artifact: await digestFile(artifact, input === 'digest' ? ['sha256'] : undefined),
        ...(input === 'path' && { bytes: await readFile(artifact) }),
        trust:
          trustedRoot === undefined
            ? embeddedTrust('public-good')
            : parseTrustedRoot(await readFile(trustedRoot), 'trusted_root.json'),
        signer:
          key === undefined
            ? { san: await text('identity', SAN), issuer: await text('issuer', ISSUER) }
            : { key: await readFile(key, 'utf8') },
      };
    },
  };
}
