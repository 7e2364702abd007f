import { resolve } from 'node:path';
import type { Manifest, ManifestStore } from '@provkit/manifest';
import type { EventLog } from '@provkit/metrics';
import {
  type Artifact,
  type BundleSource,
  type Claims,
  embeddedTrust,
  type Policy,
  parseDigest,
  parsePolicy,
  parseTrustedRoot,
  type Trust,
  verifyBundle,
} from '@provkit/predicate';
import { type BuildType, parseBuildType } from '@provkit/predicate/build-types';
import type { EvidenceSource } from '@provkit/predicate/evidence';
import {
  digestFile,
  readBundleFile,
  readBundlesBeside,
  readConfigFile,
} from '@provkit/predicate/files';
import type { Statement } from '@provkit/predicate/in-toto';
import { assertCurrent } from '@provkit/predicate/policy';
import type { VsaSubject } from '@provkit/predicate/vsa';
import { accessFile } from './access-file.ts';
import { type GithubSettings, githubAccess } from './adapters/connect-github.ts';
import { findSources } from './adapters/find-sources.ts';
import type { OpenedRelease, OpenReleaseInput } from './adapters/open-release.ts';
import { isSameFile } from './adapters/same-file.ts';
import { CliError } from './cli-error.ts';
import type { Ports } from './ports.ts';
import { readInput } from './read-input.ts';

export {
  findManifests,
  loadManifestText,
  openManifestGit,
  openManifestStore,
} from './adapters/open-manifests.ts';

const DIGEST = /^sha(256|384|512):/;

/**
 * The trusted root of a file, or the embedded one.
 * @throws CliError FILE_UNREADABLE; PredicateError TRUST_ROOT_INVALID
 */
export async function loadTrust(file: string | undefined, cwd: string): Promise<Trust> {
  if (file === undefined) return embeddedTrust('public-good');
  return parseTrustedRoot(await readInput(file, cwd, readConfigFile), file);
}

/**
 * The build types that files describe, beside the known ones.
 * @throws CliError FILE_UNREADABLE; PredicateError BUILD_TYPE_INVALID
 */
export async function loadBuildTypes(
  files: readonly string[],
  cwd: string,
): Promise<readonly BuildType[]> {
  const buildTypes: BuildType[] = [];
  for (const file of files) {
    buildTypes.push(parseBuildType(await readInput(file, cwd, readConfigFile), file));
  }
  return buildTypes;
}

/**
 * The policy of a file, no override of which has expired.
 * @param now the caller's clock.
 * @param buildTypes files that describe build types which the policy may accept.
 * @throws CliError FILE_UNREADABLE; PredicateError POLICY_INVALID, BUILD_TYPE_INVALID
 */
export async function loadPolicy(
  file: string,
  cwd: string,
  now: Date,
  buildTypes: readonly string[] = [],
): Promise<Policy> {
  const known = { buildTypes: await loadBuildTypes(buildTypes, cwd) };
  const policy = parsePolicy(await readInput(file, cwd, readConfigFile), file, known);
  assertCurrent(policy, file, now);
  return policy;
}

/** A released file, and what was verified of its attestation: who signed which statement. */
export interface SignedRelease {
  readonly artifacts: readonly [Artifact];
  readonly claims: Claims;
  readonly statement: Statement;
}

/**
 * A released file with its attestation, whose signature is verified and nothing else: somebody signed it.
 * @throws CliError FILE_UNREADABLE; USAGE: the attestation does not verify
 */
export async function loadSignedRelease(
  file: string,
  bundleFile: string,
  trustedRoot: string | undefined,
  cwd: string,
): Promise<SignedRelease> {
  const trust = await loadTrust(trustedRoot, cwd);
  const artifact = await loadArtifact(file, cwd);
  const [bundle] = await loadBundleFiles([bundleFile], cwd);
  const signer = { anyoneUnsafe: true } as const;
  const {
    verdict,
    checks,
    signer: claims,
    statement,
  } = bundle ? verifyBundle({ bundle, artifact, trust, signer }) : { verdict: 'fail', checks: [] };
  if (verdict === 'pass' && claims && statement)
    return { artifacts: [artifact], claims, statement };
  const failed = checks.find(({ status }) => status === 'fail');
  throw new CliError(
    'USAGE',
    `${bundleFile} is no attestation of ${file} to start from: ${failed?.message ?? 'it holds no statement'}`,
  );
}

/**
 * A file by its digests, or a digest as it was written (`sha256:…`).
 * @throws CliError FILE_UNREADABLE; PredicateError ARTIFACT_INVALID
 */
export async function loadArtifact(name: string, cwd: string): Promise<Artifact> {
  if (DIGEST.test(name)) return parseDigest(name);
  return { ...(await readInput(name, cwd, (path) => digestFile(path))), name };
}

/** A kind of id of two letters or more, so that `C:` is a drive; `./NAME` is always a file. */
const KIND = /^[A-Za-z][A-Za-z0-9_]+:/;

/**
 * What a summary must be about: a file by every digest that it may be stated by, or a digest or id as it was written.
 * @throws CliError FILE_UNREADABLE; PredicateError ARTIFACT_INVALID
 */
export async function loadVsaSubject(name: string, cwd: string): Promise<VsaSubject> {
  if (KIND.test(name)) return (await import('@provkit/predicate/vsa')).parseVsaSubject(name);
  const digests = await readInput(name, cwd, (path) =>
    digestFile(path, ['sha256', 'sha384', 'sha512']),
  );
  return { ...digests, name };
}

/** The text of a file with a key. @throws CliError FILE_UNREADABLE */
export async function loadKey(file: string, cwd: string): Promise<string> {
  return new TextDecoder().decode(await readInput(file, cwd, readConfigFile));
}

/** The bundles of the files that were named. @throws CliError FILE_UNREADABLE */
export async function loadBundleFiles(
  files: readonly string[],
  cwd: string,
): Promise<readonly BundleSource[]> {
  const bundles: BundleSource[] = [];
  for (const file of files) {
    bundles.push({ ...(await readInput(file, cwd, readBundleFile)), name: file });
  }
  return bundles;
}

/** Where the attestations of artifacts are looked for. */
export interface EvidenceOptions extends GithubSettings {
  /** Bundles that were named: then nothing else is looked at. */
  readonly named: readonly BundleSource[];
  readonly policy: Policy;
  readonly isOffline: boolean;
}

/**
 * Finds the sources of one artifact, by its name on the command line.
 * @throws CliError FILE_UNREADABLE; USAGE: there is nowhere to look
 */
export type SourcesOf = (name: string) => Promise<readonly EvidenceSource[]>;

/** The places where the attestations of a policy's repository are looked for. */
export function openEvidence(options: EvidenceOptions, ports: Ports): SourcesOf {
  const { named, policy, isOffline } = options;
  const { repository } = policy.expectations[0];
  const github = isOffline ? undefined : githubAccess(repository, ports, options);
  return async (name) => {
    const beside = {
      name: `the files beside ${name}`,
      bundles: await loadBundlesBeside(name, ports.cwd),
    };
    const isDigest = DIGEST.test(name);
    const places = { named, ...(!isDigest && { beside }), ...(github && { github }) };
    const sources = await findSources(places);
    if (sources.length > 0) return sources;
    throw new CliError('USAGE', `no bundle for ${name}: name one with --bundle FILE`);
  };
}

/** The bundles that lie beside a file; beside a digest lies nothing. */
async function loadBundlesBeside(artifact: string, cwd: string): Promise<readonly BundleSource[]> {
  if (DIGEST.test(artifact)) return [];
  return accessFile(`a bundle beside ${artifact}`, 'read', () =>
    readBundlesBeside(resolve(cwd, artifact)),
  );
}

/**
 * The release of a manifest entry: its files, and where their attestations are looked for.
 * @throws CliError USAGE, FILE_UNREADABLE
 */
export async function loadRelease(
  input: Omit<OpenReleaseInput, 'readLocal'>,
  ports: Ports,
): Promise<OpenedRelease> {
  const { openRelease } = await import('./adapters/open-release.ts');
  const { artifact_url: artifactUrl } = input.entry;
  const { readReleasedFile } = await import('./adapters/read-released-file.ts');
  const readLocal = () => readReleasedFile(artifactUrl, input.manifest);
  return openRelease({ ...input, readLocal }, ports);
}

/** A manifest file, read once and ready to be changed. */
export interface OpenManifest {
  /** Absolute. */
  readonly path: string;
  readonly store: ManifestStore;
  readonly manifest: Manifest;
}

/** @throws CliError FILE_UNREADABLE; ManifestError MANIFEST_INVALID */
export async function openManifest(
  file: string,
  { cwd, clock }: Pick<Ports, 'cwd' | 'clock'>,
): Promise<OpenManifest> {
  const { createFileStore } = await import('@provkit/manifest/file');
  const path = resolve(cwd, file);
  const store = createFileStore({ path, clock });
  const { manifest } = await readInput(file, cwd, () => store.read());
  return { path, store, manifest };
}

/**
 * The event log in a file, which is made when it is first written to.
 * @param options `apartFrom`: files that are something else, and would be spoiled by an event in them.
 * @throws CliError USAGE: the log would be one of them
 */
export async function openEventLog(
  path: string,
  { apartFrom }: { readonly apartFrom: readonly string[] },
): Promise<EventLog> {
  const { createNdjsonLog } = await import('@provkit/metrics/ndjson');
  for (const other of apartFrom) {
    if (!(await isSameFile(path, other))) continue;
    throw new CliError(
      'USAGE',
      `the events would be written into ${other}, which is something else: name another file with --events`,
    );
  }
  return createNdjsonLog({ path });
}
