import type { StatusTransitions } from '../../src/index.ts';

/** The table of spec.md 2.5, written down a second time: the command line's own is tested against the same words. */
export const TRANSITIONS: StatusTransitions = {
  allowed: {
    pending: ['pending', 'success', 'failure', 'blocked', 'rollback'],
    failure: ['failure', 'pending', 'success', 'blocked'],
    blocked: [],
    success: ['failure'],
    rollback: [],
  },
  humanOnly: {
    pending: [],
    failure: [],
    blocked: ['pending', 'failure'],
    success: ['blocked'],
    rollback: [],
  },
};
