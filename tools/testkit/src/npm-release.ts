import { createHash } from 'node:crypto';
import { DEFAULT_CLAIMS, type GithubClaims } from './github-claims.ts';
import { generateKeyPair, type KeyPair } from './keys.ts';
import type { SignOptions, Sigstore } from './sigstore.ts';
import { ARTIFACT, statementFor, type TestStatement } from './statement-for.ts';
import type { TestBundle } from './test-bundle.ts';

const PUBLISH = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';

/** What a registry knows of a version of a package. */
export interface NpmRelease {
  readonly name: string;
  readonly version: string;
  readonly tarball: Buffer;
  /** `sha512-…`. */
  readonly integrity: string;
  readonly provenance: TestBundle;
  readonly publish: TestBundle;
  /** The registry's answer to a question for attestations. */
  readonly attestations: {
    attestations: { predicateType: string; bundle: TestBundle }[];
  };
}

/** How a release differs from a good one. */
export interface NpmReleaseOptions {
  readonly name?: string;
  readonly version?: string;
  readonly tarball?: Buffer;
  readonly claims?: GithubClaims;
  /** Spoils the registry's statement. */
  readonly change?: (statement: TestStatement) => void;
  /** How the registry signs. */
  readonly sign?: SignOptions;
}

/** A registry that signs what it publishes. */
export interface NpmSigner {
  /** Its `keys.json`, as Sigstore's TUF repository has it. */
  readonly keys: string;
  readonly keyId: string;
  release(options?: NpmReleaseOptions): NpmRelease;
}

/**
 * Makes a registry's key and signs releases with it.
 * @param validFor of its key; for ever unless stated.
 */
export function createNpmSigner(
  sigstore: Sigstore,
  validFor: { readonly start: string; readonly end?: string } = {
    start: '1999-01-01T00:00:00.000Z',
  },
): NpmSigner {
  const key = generateKeyPair();
  const keyId = `SHA256:${key.keyId.toString('base64').replace(/=+$/, '')}`;
  const publicKey = {
    rawBytes: key.spki.toString('base64'),
    keyDetails: 'PKIX_ECDSA_P256_SHA_256',
    validFor,
  };
  const usages = ['npm:signatures', 'npm:attestations'];
  const keys = JSON.stringify({ keys: usages.map((keyUsage) => ({ keyId, keyUsage, publicKey })) });
  return { keys, keyId, release: (options) => release(sigstore, { key, keyId }, options) };
}

function release(
  sigstore: Sigstore,
  { key, keyId }: { readonly key: KeyPair; readonly keyId: string },
  options: NpmReleaseOptions = {},
): NpmRelease {
  const { name = 'widgets', version = '1.2.3', claims = DEFAULT_CLAIMS } = options;
  const tarball = options.tarball ?? Buffer.from(ARTIFACT.bytes);
  const sha512 = createHash('sha512').update(tarball).digest();
  const subject = [
    {
      name: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      digest: { sha512: sha512.toString('hex') },
    },
  ];
  const provenance = sigstore.sign({
    claims,
    statement: { ...statementFor({ buildType: 'npm', claims }), subject },
  });
  const statement = {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject,
    predicateType: PUBLISH,
    predicate: { name, version, registry: 'https://registry.example' },
  } as unknown as TestStatement; // its predicate is no build
  options.change?.(statement);
  const publish = named(sigstore.sign({ key, statement, ...options.sign }), keyId);
  return {
    name,
    version,
    tarball,
    integrity: `sha512-${sha512.toString('base64')}`,
    provenance,
    publish,
    attestations: {
      attestations: [
        { predicateType: PUBLISH, bundle: publish },
        { predicateType: 'https://slsa.dev/provenance/v1', bundle: provenance },
      ],
    },
  };
}

/** Registries name their key in bundle and envelope; neither is signed. */
function named(bundle: TestBundle, keyId: string): TestBundle {
  const { verificationMaterial, dsseEnvelope } = bundle;
  return {
    ...bundle,
    verificationMaterial: { ...verificationMaterial, publicKey: { hint: keyId } },
    ...(dsseEnvelope && {
      dsseEnvelope: {
        ...dsseEnvelope,
        signatures: dsseEnvelope.signatures.map(({ sig }) => ({ sig, keyid: keyId })),
      },
    }),
  };
}
