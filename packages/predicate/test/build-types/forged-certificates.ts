import type { GithubClaims, SignOptions, TestBuildType } from '@provkit/testkit';

/** A certificate of which one claim says something else; its older twin too, or the certificate contradicts itself. */
export const FORGED_CERTIFICATES = {
  '.9': (claims) => ({ 9: `https://github.com/${claims.job_workflow_ref}0` }),
  '.10': () => ({ 10: 'd'.repeat(40) }),
  '.11': () => ({ 11: 'self-hosted' }),
  '.12': () => ({ 5: 'acme/other', 12: 'https://github.com/acme/other' }),
  '.13': () => ({ 3: 'd'.repeat(40), 13: 'd'.repeat(40) }),
  '.14': () => ({ 6: 'refs/tags/v1.2.4', 14: 'refs/tags/v1.2.4' }),
  '.15': () => ({ 15: '1002' }),
  '.17': () => ({ 17: '2003' }),
  '.18': (claims) => ({ 18: `https://github.com/${claims.workflow_ref}0` }),
  '.19': () => ({ 19: 'd'.repeat(40) }),
  '.20': () => ({ 2: 'release', 20: 'release' }),
  run: () => ({ 21: 'https://github.com/acme/widgets/actions/runs/43/attempts/1' }),
  attempt: () => ({ 21: 'https://github.com/acme/widgets/actions/runs/42/attempts/2' }),
} as const satisfies Record<string, (claims: GithubClaims) => SignOptions['extensions']>;

/** A claim that is forged. */
export type ForgedClaim = keyof typeof FORGED_CERTIFICATES;

type Expected = Readonly<Record<ForgedClaim, readonly string[]>>;

/** Of a signer in the source repository: its own commit and the built one are one commit (spec.md 1.8). */
const OWN = 'commit of the signer workflow';

const GITHUB: Expected = {
  '.9': ['builder'],
  '.10': [OWN],
  '.11': ['runner environment'],
  '.12': ['source material', 'workflow repository'],
  '.13': ['commit', OWN],
  '.14': ['source material', 'workflow ref'],
  '.15': ['repository id'],
  '.17': ['owner id'],
  '.18': ['workflow'],
  '.19': [], // a warning
  '.20': ['event name'],
  run: ['run'],
  attempt: ['run'],
};

const NPM_CLI: Expected = {
  '.9': [], // the signer rule stands alone on it
  '.10': [OWN],
  '.11': ['builder'],
  '.12': ['source material', 'config source', 'GITHUB_REPOSITORY', 'entry point'],
  '.13': ['commit', 'config source commit', 'GITHUB_SHA', OWN],
  '.14': ['source material', 'config source', 'GITHUB_REF', 'entry point'],
  '.15': ['GITHUB_REPOSITORY_ID'],
  '.17': ['GITHUB_REPOSITORY_OWNER_ID'],
  '.18': ['entry point', 'GITHUB_WORKFLOW_REF'],
  '.19': ['GITHUB_WORKFLOW_SHA'],
  '.20': ['GITHUB_EVENT_NAME'],
  run: ['run and attempt', 'GITHUB_RUN_ID'],
  attempt: ['run and attempt', 'GITHUB_RUN_ATTEMPT'],
};

const GENERATOR: Expected = {
  '.9': ['builder'],
  '.10': [],
  '.11': [], // not recorded; the check environment sees it
  '.12': ['source material', 'config source', 'entry point'],
  '.13': ['commit', 'config source commit', 'github_sha1'],
  '.14': ['source material', 'config source', 'github_ref', 'entry point'],
  '.15': ['github_repository_id'],
  '.17': ['github_repository_owner_id'],
  '.18': ['entry point'],
  '.19': [],
  '.20': ['github_event_name'],
  run: ['run and attempt', 'github_run_id'],
  attempt: ['run and attempt', 'github_run_attempt'],
};

const DELEGATOR: Expected = {
  '.9': [], // the builder is the tool's workflow; the check builder sees who signs
  '.10': [],
  '.11': [],
  '.12': ['source material', 'GITHUB_REPOSITORY'],
  '.13': ['commit', 'GITHUB_SHA'],
  '.14': ['source material', 'GITHUB_REF'],
  '.15': ['GITHUB_REPOSITORY_ID'],
  '.17': ['GITHUB_REPOSITORY_OWNER_ID'],
  '.18': ['GITHUB_WORKFLOW_REF'],
  '.19': ['GITHUB_WORKFLOW_SHA'],
  '.20': ['GITHUB_EVENT_NAME'],
  run: ['run', 'GITHUB_RUN_ID'],
  attempt: ['run', 'GITHUB_RUN_ATTEMPT'],
};

/** The rows that read each claim, and so must differ when it alone says something else; by hand, from spec.md 1.9. */
export const ROWS_OF_CLAIM: Readonly<Record<TestBuildType, Expected>> = {
  github: GITHUB,
  npm: { ...GITHUB, '.9': [], '.11': ['builder'] },
  'npm-v0.2': NPM_CLI,
  'npm-v0.2-gha1': {
    ...NPM_CLI,
    '.11': [],
    '.12': ['source material', 'config source', 'GITHUB_REPOSITORY'],
    '.14': ['config source', 'GITHUB_REF'], // the material has no ref
  },
  'generic-v0.2': GENERATOR,
  'go-v0.2': GENERATOR,
  'container-v0.2': GENERATOR,
  delegator: DELEGATOR,
  'delegator-v0.2': {
    ...DELEGATOR,
    '.12': ['source material', 'config source', 'entry point', 'GITHUB_REPOSITORY'],
    '.13': ['commit', 'config source commit', 'GITHUB_SHA'],
    '.14': ['source material', 'config source', 'entry point', 'GITHUB_REF'],
    '.18': ['entry point', 'GITHUB_WORKFLOW_REF'],
    run: ['run and attempt', 'GITHUB_RUN_ID'],
    attempt: ['run and attempt', 'GITHUB_RUN_ATTEMPT'],
  },
  'container-based': {
    ...DELEGATOR,
    '.9': ['builder', 'builder program'],
    '.12': ['source material', 'source', 'GITHUB_REPOSITORY'],
    '.13': ['commit', 'source commit', 'GITHUB_SHA'],
    '.14': ['source material', 'source', 'GITHUB_REF'],
  },
};
