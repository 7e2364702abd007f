import { resolve } from 'node:path';
import type { Entry, Manifest, ManifestStore } from '@provkit/manifest';
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
import { digestFile, readBundleFile, readConfigFile } from '@provkit/predicate/files';
import type { Statement } from '@provkit/predicate/in-toto';
import { assertCurrent } from '@provkit/predicate/policy';
import type { VsaSubject } from '@provkit/predicate/vsa';
import { githubAccess } from './adapters/connect-github.ts';
import type { OpenedRelease, OpenReleaseInput } from './adapters/open-release.ts';
import type { OpenTargetInput } from './adapters/open-target-input.ts';
import type { OpenedTrust } from './adapters/open-trust.ts';
import { isSameFile } from './adapters/same-file.ts';
import type { TrustSettings } from './args/trust-options.ts';
import { CliError } from './cli-error.ts';
import type { Ports } from './ports.ts';
import { readInput } from './read-input.ts';
import type { Target } from './target.ts';
import type { OpenedTarget } from './verify-targets.ts';

export {
  findManifests,
  loadManifestText,
  openManifestGit,
  openManifestStore,
} from './adapters/open-manifests.ts';
export {
  connectGithubRepository,
  loadRecoveryPolicy,
  openRecoveryStore,
  recoverOnGithub,
} from './adapters/open-recovery.ts';

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

/** The bytes of a file of settings. @throws CliError FILE_UNREADABLE */
export function loadConfig(file: string, cwd: string): Promise<Uint8Array> {
  return readInput(file, cwd, readConfigFile);
}

/** Makes or replaces a file, wholly or not at all. @param path absolute */
export async function writeOutput(path: string, content: string): Promise<void> {
  await (await import('@provkit/files/node')).writeAtomically(path, content);
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

/** What the command line names to verify. */
export interface TargetOptions {
  readonly arguments: readonly string[];
  /** Checksum files. */
  readonly checksums: readonly string[];
  /** A release manifest, all of whose entries are meant. */
  readonly manifest?: string;
}

/**
 * Everything that was named, in that order: arguments, checksum files, manifest.
 * @throws CliError USAGE, FILE_UNREADABLE; PredicateError ARTIFACT_INVALID; ManifestError MANIFEST_INVALID
 */
export async function expandTargets(
  { arguments: names, checksums, manifest }: TargetOptions,
  ports: Ports,
): Promise<readonly Target[]> {
  const expand = await import('./adapters/expand-targets.ts');
  const targets: Target[] = [];
  for (const name of names) targets.push(...(await expand.expandArgument(name, ports.cwd)));
  for (const file of checksums) targets.push(...(await expand.expandChecksums(file, ports.cwd)));
  if (manifest === undefined) return targets;
  const { path, manifest: read } = await openManifest(manifest, ports);
  const { readReleasedFile } = await import('./adapters/read-released-file.ts');
  const ofEntry = (entry: Entry) =>
    expand.expandEntry(entry, () => readReleasedFile(entry.artifact_url, path));
  return [...targets, ...read.entries.map(ofEntry)];
}

/** Whom the command line says to trust. @see openTrust */
export async function loadTrustSettings(
  settings: TrustSettings,
  policy: Policy,
  ports: Ports,
): Promise<OpenedTrust> {
  return (await import('./adapters/open-trust.ts')).openTrust(settings, policy, ports);
}

/** What is known before a target is looked at. */
export type OpenTargetsInput = Omit<OpenTargetInput, 'github'>;

/** The way to look at targets, one at a time. @see openTarget */
export async function openTargets(
  input: OpenTargetsInput,
  ports: Ports,
): Promise<(target: Target) => Promise<OpenedTarget>> {
  const { openTarget } = await import('./adapters/open-target.ts');
  const repositories = new Set(input.policy.expectations.map(({ repository }) => repository));
  const asked = input.isOffline ? [] : [...repositories];
  const github = asked.map((repository) => githubAccess(repository, ports, input));
  return (target) => openTarget(target, { ...input, github }, ports);
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

/** A file that is written, what goes into it, and the option that names another one. */
export interface WrittenFile {
  readonly path: string;
  readonly holds: string;
  readonly option: string;
}

/** @throws CliError USAGE: a file would be written that is something else, and spoiled by it */
export async function assertApart(
  { path, holds, option }: WrittenFile,
  others: readonly string[],
): Promise<void> {
  for (const other of others) {
    if (!(await isSameFile(path, other))) continue;
    throw new CliError(
      'USAGE',
      `${holds} would be written into ${other}, which is something else: name another file with ${option}`,
    );
  }
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
  await assertApart({ path, holds: 'the events', option: '--events' }, apartFrom);
  return createNdjsonLog({ path });
}
