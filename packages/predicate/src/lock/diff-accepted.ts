import { canonicalJson, type JsonValue, pointerOf } from '@provkit/json';
import { isSemverTag } from '../policy/semver-tag.ts';
import { PROVENANCE_V1, PROVENANCE_V02 } from '../statement/predicate-types.ts';
import { compareVersions } from './compare-versions.ts';
import type { AcceptedRelease } from './lineage.ts';
import { nameParts, refKind, tagName } from './ref-kind.ts';

/** One difference between the release accepted last and the next, in words. Plain JSON. */
export interface LockChange {
  /** The member of the lockfile, or a JSON pointer into its externalParameters. */
  readonly member: string;
  /** What changed, for people: `runner became self-hosted`. */
  readonly text: string;
  readonly before: string;
  readonly after: string;
  /** Whether it is what every release brings, such as a builder's next version; anything else wants a person's eyes. */
  readonly isBenign: boolean;
}

/**
 * What is different about a release in who built it, how and from where; version, commit and files are different each time
 * and left out, unless it is the same version of another commit. Pure.
 * @returns in the order of the lockfile's members; empty when nothing is
 */
export function diffAccepted(
  before: AcceptedRelease,
  after: AcceptedRelease,
): readonly LockChange[] {
  return [
    ...tagChange(before, after),
    ...textChange('repository', 'source repository', before, after),
    ...textChange(
      'repositoryId',
      'number of the repository (its name may have been registered anew)',
      before,
      after,
    ),
    ...textChange(
      'ownerId',
      'number of the owner (the name may have been registered anew)',
      before,
      after,
    ),
    ...refChange(before, after),
    ...nameChange('signer', before, after),
    ...textChange('issuer', 'issuer of the signer’s token', before, after),
    ...nameChange('builderId', before, after),
    ...textChange('buildType', 'build type', before, after),
    ...predicateTypeChange(before, after),
    ...textChange('profile', 'instance of Sigstore', before, after),
    ...textChange('trigger', 'trigger', before, after),
    ...runnerChange(before, after),
    ...textChange('deploymentEnvironment', 'deployment environment', before, after),
    ...parameterChanges(before, after),
  ];
}

type TextMember = Exclude<keyof AcceptedRelease, 'artifacts' | 'externalParameters'>;

function textChange(
  member: TextMember,
  what: string,
  before: AcceptedRelease,
  after: AcceptedRelease,
): readonly LockChange[] {
  const from = before[member];
  const to = after[member];
  if (from === to) return [];
  const text =
    from === undefined
      ? `${what} is stated now`
      : to === undefined
        ? `${what} is no longer stated`
        : `${what} changed`;
  return [
    { member, text, before: from ?? 'absent', after: to ?? 'absent', isBenign: from === undefined },
  ];
}

/** A tag is moved to other content under the same version: what a version is, people have looked at once. */
function tagChange(before: AcceptedRelease, after: AcceptedRelease): readonly LockChange[] {
  if (before.tag !== after.tag || before.commit === after.commit) return [];
  const text = `the tag ${before.tag} names another commit than when it was accepted`;
  return [{ member: 'commit', text, before: before.commit, after: after.commit, isBenign: false }];
}

function refChange(
  { ref: before }: AcceptedRelease,
  { ref: after }: AcceptedRelease,
): readonly LockChange[] {
  const [from, to] = [refKind(before), refKind(after)];
  const isSameBranch = before === after || from !== 'branch';
  if (from === to && isSameBranch) return [];
  const text =
    from === to ? `built from another ${from}` : `built from a ${to} instead of a ${from}`;
  return [{ member: 'ref', text, before, after, isBenign: false }];
}

/** Signer and builder name a workflow and a ref; the built ref's own workflow moves with each release. */
function nameChange(
  member: 'signer' | 'builderId',
  before: AcceptedRelease,
  after: AcceptedRelease,
): readonly LockChange[] {
  const what = member === 'signer' ? 'signer' : 'builder';
  const [from, to] = [nameParts(before[member]), nameParts(after[member])];
  const change = (text: string, isBenign: boolean): readonly LockChange[] => [
    { member, text, before: before[member], after: after[member], isBenign },
  ];
  if (from.workflow !== to.workflow) return change(`another ${what}`, false);
  if (from.ref === to.ref) return [];
  const kinds = [refKind(from.ref), refKind(to.ref)] as const;
  if (kinds[0] !== kinds[1])
    return change(`${what} ref moved from ${kinds[0]} to ${kinds[1]}`, false);
  if (from.ref === before.ref && to.ref === after.ref) return [];
  return change(
    `${what} moved to another ${kinds[1]}`,
    isSemverTag(from.ref) && isSemverTag(to.ref) && isLater(to.ref, from.ref),
  );
}

/** An older version of a signer or builder may have the hole that the newer one closed. */
function isLater(ref: string, than: string): boolean {
  const order = compareVersions(tagName(ref) ?? '', tagName(than) ?? '');
  return order !== undefined && order > 0;
}

function predicateTypeChange(
  before: AcceptedRelease,
  after: AcceptedRelease,
): readonly LockChange[] {
  const [change] = textChange('predicateType', 'predicate type', before, after);
  if (!change) return [];
  const isUpgrade = change.before === PROVENANCE_V02 && change.after === PROVENANCE_V1;
  return [{ ...change, isBenign: isUpgrade }];
}

function runnerChange(before: AcceptedRelease, after: AcceptedRelease): readonly LockChange[] {
  const [change] = textChange('runnerEnvironment', 'runner', before, after);
  if (!change) return [];
  const text =
    change.before === 'absent' || change.after === 'absent'
      ? change.text
      : `runner became ${change.after}`;
  const isBenign = change.before === 'absent' && change.after !== 'self-hosted';
  return [{ ...change, text, isBenign }];
}

function parameterChanges(before: AcceptedRelease, after: AcceptedRelease): readonly LockChange[] {
  const [from, to] = [leaves(before), leaves(after)];
  const pointers = [...new Set([...from.keys(), ...to.keys()])].toSorted();
  return pointers.flatMap((pointer): readonly LockChange[] => {
    const [was, is] = [from.get(pointer), to.get(pointer)];
    if (was === is) return [];
    const verb = was === undefined ? 'new' : is === undefined ? 'missing' : 'other value of';
    return [
      {
        member: `externalParameters${pointer}`,
        text: `${verb} external parameter ${pointer}`,
        before: was ?? 'absent',
        after: is ?? 'absent',
        isBenign: false,
      },
    ];
  });
}

/**
 * Each value by its pointer, as JSON; what is the release's own (its ref, commit and tag) is not different, and has a mark
 * that is no JSON, so that no value is equal to it.
 */
function leaves({
  externalParameters,
  ref,
  commit,
  tag,
}: AcceptedRelease): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const own = new Map([
    [ref, '{ref}'],
    [commit, '{commit}'],
    [tag, '{tag}'],
  ]);
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
      for (const [name, member] of Object.entries(value))
        visit(member, `${pointer}${pointerOf([name])}`);
      return;
    }
    const mark = typeof value === 'string' ? own.get(value) : undefined;
    found.set(pointer, mark ?? canonicalJson(value as JsonValue)); // parsed from JSON
  };
  visit(externalParameters, '');
  return found;
}
