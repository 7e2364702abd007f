import { digestsOf } from '../artifact.ts';
import { compareVersions } from '../lock/compare-versions.ts';
import { diffAccepted, type LockChange } from '../lock/diff-accepted.ts';
import type { AcceptedRelease, Lineage } from '../lock/lineage.ts';
import { tagName } from '../lock/ref-kind.ts';
import { toAccepted } from '../lock/to-accepted.ts';
import { toProvenance } from '../provenance.ts';
import { type Finding, fail, inconclusive, notApplicable, pass } from './check-result.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

/**
 * Whether the release is not older than the one accepted last, by version and by commit (spec.md 1.3 #21, T12): a
 * genuine old release served again is a downgrade. An approved rollback names the file that may be.
 */
export const checkLineage: StatementCheck = (input) => {
  const { lineage } = input;
  if (!lineage)
    return notApplicable('lineage', 'no release was accepted before, or no lockfile is given');
  if (isApprovedRollback(input, lineage)) {
    return pass('lineage', { message: 'an approved rollback names this file' });
  }
  const next = nextOf(input, lineage);
  const older = olderVersion(next?.tag ?? input.release.tag, lineage) ?? olderCommit(lineage);
  if (older) return fail('lineage', older);
  const changes = next ? diffAccepted(lineage.accepted, next) : [];
  const drift = changes.find(({ isBenign }) => !isBenign);
  const warnings = changes.map(({ text, before, after }) => `${text}: ${before} → ${after}`);
  if (drift && lineage.isFrozen) return fail('lineage', { ...drifted(drift), warnings });
  const { accepted, commitOrder } = lineage;
  const actual = input.build.source?.commits[0]?.value ?? 'absent';
  if (commitOrder === 'unknown' && actual !== accepted.commit) {
    return inconclusive('lineage', {
      message: 'whether the commit follows the one accepted last is unknown',
      expected: `a descendant of ${accepted.commit}`,
      actual,
      hint: 'Run where the repository’s history is: a full checkout (fetch-depth: 0).',
    });
  }
  const expected = `${accepted.tag} (${accepted.commit}) or later`;
  return pass('lineage', {
    message: `not older than ${accepted.tag}${changes.length === 0 ? ', and built in the same way' : ''}`,
    expected,
    actual,
    ...(warnings.length > 0 && { warnings }),
  });
};

/** The release as the lockfile would keep it; `undefined` if values are missing without which other checks fail. */
function nextOf(input: CheckInput, { accepted }: Lineage): AcceptedRelease | undefined {
  const { verified, build, claims, rule, release, artifacts } = input;
  const provenance = toProvenance(verified.statement, build, claims, rule);
  if (!provenance) return undefined;
  const { profile } = verified.signature.root;
  const at = accepted.acceptedAt; // not compared
  return toAccepted({ provenance, claims, release, artifacts, profile, at });
}

function drifted({ text, before, after, member }: LockChange): Finding {
  return {
    message: `built in another way than the release accepted last: ${text}`,
    expected: before,
    actual: after,
    pointer: `lockfile ${member}`,
    hint: 'If the change is meant, have it reviewed and update the lockfile on purpose (--update-lock), outside of CI.',
  };
}

function isApprovedRollback({ artifacts }: CheckInput, { rollbackDigest }: Lineage): boolean {
  if (rollbackDigest === undefined) return false;
  return artifacts.every((artifact) =>
    digestsOf(artifact).some(([algorithm, digest]) => `${algorithm}:${digest}` === rollbackDigest),
  );
}

/** @param tag of the release; where none was asked for by name, the one that was built. */
function olderVersion(tag: string | undefined, { accepted }: Lineage): Finding | undefined {
  if (tag === undefined) return undefined;
  const order = compareVersions(tag, tagName(accepted.tag) ?? accepted.tag);
  if (order === undefined || order >= 0) return undefined;
  return {
    message: `version ${tag} is older than ${accepted.tag}, which was accepted before`,
    expected: `${accepted.tag} or later`,
    actual: tag,
    hint: 'A rollback must be approved for this very file.',
  };
}

function olderCommit({ accepted, commitOrder }: Lineage): Finding | undefined {
  if (commitOrder !== 'ancestor' && commitOrder !== 'diverged') return undefined;
  return {
    message:
      commitOrder === 'ancestor'
        ? 'built from a commit before the one accepted last'
        : 'built from a commit that does not follow the one accepted last',
    expected: `a descendant of ${accepted.commit}`,
    actual: commitOrder,
    hint: 'A rollback must be approved for this very file; a maintenance branch needs a line of its own in the lockfile.',
  };
}
