import { BUILD_TYPES } from '../build-types/known-build-types.ts';
import type { Builder, Expectations, Policy, ReleaseBinding, SignerRule } from './policy.ts';
import type { SignerRef } from './schema-signer.ts';

/** A set of expectations in words. Plain JSON. */
export interface PolicyDescription {
  readonly name: string;
  /** What is asked for, a line each. */
  readonly asks: readonly string[];
  /** What is accepted although it is not safe, a line each. */
  readonly unsafe: readonly string[];
  /** What could be asked for and is not, with the member that would, a line each. */
  readonly notAsked: readonly string[];
}

/** A policy in words, for the person who has to answer for it. Pure. */
export function describePolicy({ expectations }: Policy): readonly PolicyDescription[] {
  return expectations.map((one, index) => ({
    name: one.name ?? (expectations.length === 1 ? 'policy' : `expectations ${index + 1}`),
    asks: asks(one),
    unsafe: unsafe(one),
    notAsked: notAsked(one),
  }));
}

function asks(one: Expectations): readonly string[] {
  const parameters = Object.keys(one.externalParameters);
  return [
    `built from ${one.repository}`,
    ...one.signers.map((rule) => signerLine(rule)),
    releaseLine(one.release),
    `predicate type ${one.predicateType}`,
    buildTypesLine(one),
    `triggered by ${one.triggers.join(' or ')}, on runners that are ${(one.runners ?? ['github-hosted']).join(' or ')}`,
    parameters.length === 0
      ? 'no parameters beyond those of the build type'
      : `parameters: ${parameters.join(', ')}, and no others`,
    ...stated('inputs', one.inputs && Object.keys(one.inputs)),
    ...stated('deployment environments', one.environments),
    ...stated('token subjects', one.tokenSubjects),
    ...stated('repository id', one.repositoryId),
    ...stated('owner id', one.ownerId),
    ...stated('further materials', Object.keys(one.materials)),
    `signed under the profile ${one.profiles.join(' or ')}`,
    ...stated('trusted root at most this many days old', one.maxRootAgeDays?.toString()),
    ...stated('denied', deniedCounts(one)),
    ...stated(
      'overrides may be approved by',
      one.overrides?.approvers.map(({ san }) => san),
    ),
  ];
}

function buildTypesLine({ buildTypes }: Expectations): string {
  const isEveryKnown = BUILD_TYPES.every((known) => buildTypes.includes(known));
  if (isEveryKnown) return `any of the ${buildTypes.length} known build types`;
  return `build types: ${buildTypes.map(({ title }) => title).join('; ')}`;
}

function stated(label: string, value: string | readonly string[] | undefined): readonly string[] {
  const text = typeof value === 'string' ? value : value?.join(', ');
  return text === undefined || text === '' ? [] : [`${label}: ${text}`];
}

function signerLine({ signer, builder, buildTypes, runners, maxLevel }: SignerRule): string {
  const who =
    signer.kind === 'source-workflow'
      ? `signed by ${signer.path} of the repository, at the ref that was built`
      : signer.kind === 'workflow'
        ? `signed by ${signer.url} at ${refWords(signer.ref)}`
        : 'signed by any workflow of the repository, on any branch';
  const rest = [
    ...stated('builder', builder && builderWords(builder)),
    ...stated('build types', buildTypes),
    ...stated('runners', runners),
    `SLSA build level ${maxLevel}`,
  ];
  return `${who} (${rest.join('; ')})`;
}

function refWords(ref: SignerRef): string {
  if (ref === 'semver-tag') return 'a tag refs/tags/vX.Y.Z';
  if (ref === 'commit') return 'any commit, by its digest';
  return 'exact' in ref ? ref.exact : `the branch ${ref.branchUnsafe}`;
}

function builderWords(builder: Builder): string {
  if (builder.kind === 'id') return builder.id;
  return `${builder.url} at ${refWords(builder.ref)}`;
}

function releaseLine(bound: ReleaseBinding): string {
  switch (bound.binding) {
    case 'ref':
      return 'built from the release’s own tag';
    case 'commit':
      return `built from ${bound.branches.join(' or ')}, at the commit that the tag points to`;
    case 'input':
      return `built from ${bound.branches.join(' or ')} by workflow_dispatch, whose input ${bound.name} is the tag, at the commit that the tag points to`;
    case 'release-attestation':
      return 'named by the attestation of an immutable GitHub release';
    case 'noneUnsafe':
      return 'built from any ref';
  }
}

function deniedCounts({ denied }: Expectations): readonly string[] {
  return Object.entries(denied).flatMap(([what, list]) =>
    list === undefined || list.length === 0 ? [] : [`${list.length} ${what}`],
  );
}

function unsafe(one: Expectations): readonly string[] {
  const anyUnsafe = Object.entries({ ...one.externalParameters, ...one.inputs })
    .filter(([, rule]) => 'anyUnsafe' in rule)
    .map(([name]) => name);
  return [
    ...(one.signers.some(({ signer }) => signer.kind === 'repository-only')
      ? ['repositoryOnlyUnsafe: whoever can push a workflow to any branch can sign a release (T9)']
      : []),
    ...one.signers.flatMap(({ signer }) =>
      signer.kind === 'workflow' && typeof signer.ref === 'object' && 'branchUnsafe' in signer.ref
        ? [
            `branchUnsafe: whoever can push to ${signer.ref.branchUnsafe} of ${signer.url} can sign a release`,
          ]
        : [],
    ),
    ...(one.release.binding === 'noneUnsafe'
      ? ['noneUnsafe: a build of any branch or tag passes for the release']
      : []),
    ...(one.checkout === 'differentAllowedUnsafe'
      ? ['differentAllowedUnsafe: another commit than the triggering one may have been built']
      : []),
    ...(anyUnsafe.length > 0 ? [`anyUnsafe: ${anyUnsafe.join(', ')} may be anything`] : []),
    ...(one.runners?.includes('self-hosted') ||
    one.signers.some(({ runners }) => runners?.includes('self-hosted'))
      ? ['self-hosted: whoever owns the runner can change what is built']
      : []),
    ...(one.triggers.includes('pull_request_target')
      ? ['pull_request_target: a stranger’s pull request can start the build']
      : []),
  ];
}

function notAsked(one: Expectations): readonly string[] {
  return [
    ...(one.repositoryId === undefined
      ? ['"repositoryId": the repository’s name could be registered anew']
      : []),
    ...(one.ownerId === undefined ? ['"ownerId": the owner’s name could be registered anew'] : []),
    ...(one.environments === undefined
      ? ['"environments": whether a protected environment was used']
      : []),
    ...(one.maxRootAgeDays === undefined
      ? ['"maxRootAgeDays": how old the trusted root may be']
      : []),
  ];
}
