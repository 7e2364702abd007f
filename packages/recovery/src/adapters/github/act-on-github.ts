import type { ActOutcome } from '../../act-outcome.ts';
import type { GithubEffect, GithubResult } from '../../github-effect.ts';
import { cancelRun, lookForCancel } from './cancel-run.ts';
import { dispatch, lookForDispatch } from './dispatch.ts';
import { lookForMergeGate, setMergeGate } from './merge-gate.ts';
import type { GithubRepository } from './read.ts';
import { lookForRerun, rerun } from './rerun.ts';
import { lookForRollForward, rollForward } from './roll-forward.ts';
import { lookForRollback, openRollback } from './rollback.ts';

/**
 * Carries an effect out, once. Whoever calls must have stored the intent before; after `unknown`, or a crash, look with
 * `lookOnGithub` and act again only where that says `absent`.
 * @param intendedAt ISO 8601, UTC: when the intent was stored.
 */
export function actOnGithub(
  repository: GithubRepository,
  effect: GithubEffect,
  intendedAt: string,
): Promise<ActOutcome<GithubResult>> {
  switch (effect.kind) {
    case 'rerun':
      return rerun(repository, effect);
    case 'dispatch':
      return dispatch(repository, effect, intendedAt);
    case 'roll-forward':
      return rollForward(repository, effect);
    case 'rollback':
      return openRollback(repository, effect);
    case 'merge-gate':
      return setMergeGate(repository, effect);
    case 'cancel-run':
      return cancelRun(repository, effect.runId);
  }
}

/**
 * Whether an effect was carried out; reads only. `absent` says that it was not, and that acting is safe; `unknown`, that looking
 * again later may tell.
 */
export function lookOnGithub(
  repository: GithubRepository,
  effect: GithubEffect,
  intendedAt: string,
): Promise<ActOutcome<GithubResult>> {
  switch (effect.kind) {
    case 'rerun':
      return lookForRerun(repository, effect, intendedAt);
    case 'dispatch':
      return lookForDispatch(repository, effect, intendedAt);
    case 'roll-forward':
      return lookForRollForward(repository, effect);
    case 'rollback':
      return lookForRollback(repository, effect);
    case 'merge-gate':
      return lookForMergeGate(repository, effect);
    case 'cancel-run':
      return lookForCancel(repository, effect.runId);
  }
}
