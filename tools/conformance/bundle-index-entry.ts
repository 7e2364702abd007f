import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Artifact,
  type ExpectedSigner,
  parseTrustedRoot,
  type VerifyBundleInput,
} from '@provkit/predicate';
import { digestFile } from '@provkit/predicate/files';

/** One bundle of an index; paths are relative to its root folder. */
export interface IndexEntry {
  readonly id: string;
  readonly file: string;
  readonly trustedRoot: string;
  readonly expect?: 'accept' | 'reject';
  readonly san?: string;
  readonly issuer?: string;
  readonly key?: string;
  readonly artifact?: { readonly file: string };
  readonly artifactDigest?: string;
  readonly messageDigest?: string;
}

const ALGORITHM_BY_LENGTH: Readonly<Record<number, keyof Artifact>> = {
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};

/** How the index says that it could not write a name down. */
const NOT_A_NAME = '(unsupported form)';

/** Whom an entry names: its key, its exact name and issuer, or as much of them as it has. */
async function signerOf(entry: IndexEntry, root: string): Promise<ExpectedSigner> {
  const { key, san, issuer } = entry;
  if (key !== undefined) return { key: await readFile(join(root, key), 'utf8') };
  if (san === undefined || san.startsWith(NOT_A_NAME)) return { anyoneUnsafe: true };
  return issuer === undefined ? { san, anyIssuerUnsafe: true } : { san, issuer };
}

/** A hex digest of SHA-2 as an artifact, its algorithm told by its length; `undefined` for any other text. */
function fromDigest(name: string, digest: unknown): Artifact | undefined {
  if (typeof digest !== 'string' || !/^[0-9a-f]+$/.test(digest)) return undefined;
  const algorithm = ALGORITHM_BY_LENGTH[digest.length];
  return algorithm && { name, [algorithm]: digest };
}

/** The first SHA-2 digest among the subjects of a bundle, read without any verification, or `undefined`. */
function subjectOf(bundle: string): Artifact | undefined {
  try {
    const { dsseEnvelope } = JSON.parse(bundle) as { dsseEnvelope: { payload: string } };
    const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()) as {
      subject: { name: string; digest: Record<string, unknown> }[];
    };
    const { name, digest } = statement.subject.find(({ digest }) => sha2(digest)) ?? {};
    return name === undefined ? undefined : fromDigest(name, sha2(digest ?? {}));
  } catch {
    return undefined; // not a bundle with a statement; the verdict will say so
  }
}

function sha2({ sha256, sha384, sha512 }: Record<string, unknown>): unknown {
  return sha256 ?? sha384 ?? sha512;
}

/** What a bundle without anything to compare is held against: no file has this digest, so the verdict is reject. */
const NO_ARTIFACT: Artifact = { name: 'no artifact', sha256: '0'.repeat(64) };

/** What is asked about an entry: its root, signer and artifact, as much of them as it has. */
export async function inputOf(entry: IndexEntry, folder: string): Promise<VerifyBundleInput> {
  const content = await readFile(join(folder, entry.file), 'utf8');
  const root = await readFile(join(folder, entry.trustedRoot));
  const bytes = entry.artifact && (await readFile(join(folder, entry.artifact.file)));
  return {
    bundle: { name: entry.id, content },
    artifact: await artifactOf(entry, folder, content),
    ...(bytes && { bytes }),
    trust: parseTrustedRoot(root, entry.trustedRoot),
    signer: await signerOf(entry, folder),
  };
}

async function artifactOf(entry: IndexEntry, folder: string, content: string): Promise<Artifact> {
  const { artifactDigest, artifact, messageDigest } = entry;
  if (artifactDigest === undefined && artifact) return digestFile(join(folder, artifact.file));
  return fromDigest(entry.id, artifactDigest ?? messageDigest) ?? subjectOf(content) ?? NO_ARTIFACT;
}
