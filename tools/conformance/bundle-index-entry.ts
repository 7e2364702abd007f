import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type Artifact,
  type ExpectedSigner,
  embeddedTrust,
  parseTrustedRoot,
  type Trust,
  type VerifyBundleInput,
} from '@provkit/predicate';
import { digestFile } from '@provkit/predicate/files';

/** An index of bundles, as much of it as is read here; paths are relative to its root folder. */
export interface BundleIndex {
  /** Roots that entries may call by name. */
  readonly trustedRoots?: Readonly<Record<string, { readonly file: string }>>;
  readonly bundles: readonly IndexEntry[];
}

/** One bundle of an index. */
export interface IndexEntry {
  readonly id: string;
  readonly file: string;
  /** A file, or the name of one of the index's roots; the embedded root unless stated. */
  readonly trustedRoot?: string;
  readonly expect?: 'accept' | 'reject';
  readonly san?: string;
  readonly issuer?: string;
  readonly key?: string;
  readonly artifact?: { readonly file: string } | string;
  /** Hex, with or without its algorithm (`sha256:…`). */
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

/** What a bundle without anything to compare is held against: no file has this digest, so the verdict is reject. */
const NO_ARTIFACT: Artifact = { name: 'no artifact', sha256: '0'.repeat(64) };

/**
 * What is asked about an entry: its root, signer and artifact, as much of them as it has.
 * @throws whatever reading the files says; PredicateError TRUST_ROOT_INVALID
 */
export async function inputOf(
  entry: IndexEntry,
  folder: string,
  trustedRoots?: BundleIndex['trustedRoots'],
): Promise<VerifyBundleInput> {
  const content = await readFile(resolve(folder, entry.file), 'utf8');
  const file = fileOf(entry.artifact);
  const bytes = file === undefined ? undefined : await readFile(resolve(folder, file));
  return {
    bundle: { name: entry.id, content },
    artifact: await artifactOf(entry, folder, content),
    ...(bytes && { bytes }),
    trust: await trustOf(entry, trustedRoots, folder),
    signer: await signerOf(entry, folder),
  };
}

async function trustOf(
  { trustedRoot }: IndexEntry,
  named: BundleIndex['trustedRoots'],
  folder: string,
): Promise<Trust> {
  if (trustedRoot === undefined) return embeddedTrust('public-good');
  const isNamed = named !== undefined && Object.hasOwn(named, trustedRoot);
  const file = (isNamed ? named[trustedRoot]?.file : undefined) ?? trustedRoot;
  return parseTrustedRoot(await readFile(resolve(folder, file)), file);
}

/** Whom an entry names: its key, its exact name and issuer, or as much of them as it has. */
async function signerOf(entry: IndexEntry, folder: string): Promise<ExpectedSigner> {
  const { key, san, issuer } = entry;
  if (key !== undefined) return { key: await readFile(resolve(folder, key), 'utf8') };
  if (!isName(san)) return { anyoneUnsafe: true };
  return issuer === undefined ? { san, anyIssuerUnsafe: true } : { san, issuer };
}

/** Whether an entry states a name, and not only that it has one. */
export function isName(san: string | undefined): san is string {
  return san !== undefined && !san.startsWith(NOT_A_NAME);
}

async function artifactOf(entry: IndexEntry, folder: string, bundle: string): Promise<Artifact> {
  const { artifactDigest, messageDigest } = entry;
  const file = fileOf(entry.artifact);
  if (artifactDigest === undefined && file !== undefined) return digestFile(resolve(folder, file));
  return fromDigest(entry.id, artifactDigest ?? messageDigest) ?? subjectOf(bundle) ?? NO_ARTIFACT;
}

function fileOf(artifact: IndexEntry['artifact']): string | undefined {
  return typeof artifact === 'object' ? artifact.file : artifact;
}

/** A hex digest of SHA-2 as an artifact, its algorithm told by its length; `undefined` for any other text. */
function fromDigest(name: string, digest: unknown): Artifact | undefined {
  if (typeof digest !== 'string') return undefined;
  const hex = digest.replace(/^sha(256|384|512):/, '');
  const algorithm = /^[0-9a-f]+$/.test(hex) ? ALGORITHM_BY_LENGTH[hex.length] : undefined;
  return algorithm && { name, [algorithm]: hex };
}

/** The first SHA-2 digest among the subjects of a bundle, read without any verification, or `undefined`. */
function subjectOf(bundle: string): Artifact | undefined {
  try {
    const { dsseEnvelope } = JSON.parse(bundle) as {
      dsseEnvelope: { payload: string };
    };
    const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()) as {
      subject: { name?: string; digest: Record<string, unknown> }[];
    };
    const { name = '', digest } = statement.subject.find((subject) => sha2(subject.digest)) ?? {};
    return fromDigest(name, sha2(digest ?? {}));
  } catch {
    return undefined; // not a bundle with a statement; the verdict will say so
  }
}

function sha2({ sha256, sha384, sha512 }: Record<string, unknown>): unknown {
  return sha256 ?? sha384 ?? sha512;
}
