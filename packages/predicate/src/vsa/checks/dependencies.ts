import { pointerOf } from '@provkit/json';
import { fail, notApplicable, pass, type VsaCheckResult } from '../catalog.ts';
import { type Level, readLevel } from '../level.ts';
import { listed } from '../listed.ts';
import type { VsaCheck } from '../vsa-check.ts';

const POINTER = '/predicate/dependencyLevels';

/** So many dependencies at one level. */
interface Count {
  readonly name: string;
  readonly level: Level;
  readonly count: number;
}

/**
 * Whether every transitive dependency was verified at the expected level. Said nothing is not said yes: a summary
 * without `dependencyLevels` makes no claim, and one that counts fewer dependencies in the expected track than anywhere
 * else leaves some of them out ("count each dependency only once per SLSA track").
 */
export const checkDependencies: VsaCheck = ({ predicate, expected: { dependencyLevel } }) => {
  const { dependencyLevels } = predicate;
  const counts = Object.entries(dependencyLevels ?? {}).map(([name, count]) => ({
    name,
    level: readLevel(name),
    count,
  }));
  const malformed = malformedKey(counts);
  if (malformed) return malformed;
  const wanted = dependencyLevel === undefined ? undefined : readLevel(dependencyLevel);
  if (dependencyLevel === undefined || wanted?.kind !== 'track' || wanted.level === undefined) {
    return notApplicable('dependencies', 'no level of dependencies is asked for');
  }
  const finding = {
    expected: `every dependency at ${dependencyLevel} or above`,
    actual: dependencyLevels
      ? listed(counts.map(({ name, count }) => `${name}: ${count}`))
      : 'absent',
    pointer: POINTER,
  };
  if (!dependencyLevels) {
    return fail('dependencies', {
      message: 'the summary says nothing of dependencies',
      ...finding,
    });
  }
  const { track, level } = wanted;
  const inTrack = counts.filter(({ level: at }) => at.kind === 'track' && at.track === track);
  const isBelow = ({ level: at, count }: Count) => count > 0 && !isAtLeast(at, level);
  if ([...inTrack, ...counts.filter(isFailed)].some(isBelow)) {
    return fail('dependencies', {
      message: 'dependencies are below the expected level',
      ...finding,
    });
  }
  const counted = total(inTrack);
  if (mostCounted(counts) > counted) {
    const message = `${mostCounted(counts)} dependencies are counted, only ${counted} of them in the track ${track}`;
    return fail('dependencies', { message, ...finding });
  }
  return pass('dependencies', {
    message: `${counted} dependencies, each at its level`,
    ...finding,
  });
};

function malformedKey(counts: readonly Count[]): VsaCheckResult | undefined {
  for (const { name, level } of counts) {
    if (level.kind !== 'malformed') continue;
    const message = `a level of dependencies is ${level.problem}`;
    const pointer = `${POINTER}${pointerOf([name])}`;
    return fail('dependencies', { message, actual: name, pointer }, 'predicate_malformed');
  }
  return undefined;
}

/** Such dependencies have no level in any track. */
function isFailed({ level }: Count): boolean {
  return level.kind === 'failed';
}

function isAtLeast(stated: Level, level: number): boolean {
  return stated.kind === 'track' && stated.level !== undefined && stated.level >= level;
}

function total(counts: readonly Count[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** The most dependencies that one track, or one value outside of all tracks, counts. */
function mostCounted(counts: readonly Count[]): number {
  const groups = Map.groupBy(counts, ({ name, level }) =>
    level.kind === 'track' ? `track ${level.track}` : name,
  );
  return [...groups.values()].map(total).reduce((most, count) => Math.max(most, count), 0);
}
