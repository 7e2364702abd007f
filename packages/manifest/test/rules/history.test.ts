import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lint, type Status } from '../../src/index.ts';
import { manifests } from '../arbitrary-manifest.ts';
import { found, holding } from './lint-case.ts';
import { TRANSITIONS } from './transitions.ts';

const STATUSES: readonly Status[] = ['pending', 'success', 'failure', 'blocked', 'rollback'];
const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER_DIGEST = `sha256:${'b'.repeat(64)}`;

describe('append-only', () => {
  test('a new entry may stand anywhere, and another order is none of its business', () => {
    const before = holding({ tag: 'v1' }, { tag: 'v2' });
    const [first, second] = before.entries;
    if (!first || !second) throw new Error('there are two');
    const added = { ...first, tag: 'v0', run_id: '7' };
    expect(found('append-only', { ...before, entries: [added, second, first] }, before)).toEqual(
      [],
    );
  });

  test('every entry that is gone is named, with its status', () => {
    const before = holding({ tag: 'v1', status: 'failure' }, { tag: 'v2' });
    expect(found('append-only', holding(), before)).toEqual([
      '/entries: run 42 of v1 (failure) is gone',
      '/entries: run 43 of v2 (pending) is gone',
    ]);
  });

  test.each([
    [['1', '2', '3'], []],
    [['1', '3'], ['/entries/0/previous_run_ids: run 2 is not where it was in previous_run_ids']],
    [['2', '1'], ['/entries/0/previous_run_ids: run 1 is not where it was in previous_run_ids']],
    [undefined, ['/entries/0/previous_run_ids: run 1 is not where it was in previous_run_ids']],
  ])('previous_run_ids 1, 2 that become %j', (after, expected) => {
    const before = holding({ previous_run_ids: ['1', '2'] });
    expect(found('append-only', holding(after ? { previous_run_ids: after } : {}), before)).toEqual(
      expected,
    );
  });
});

describe('immutable-fields', () => {
  test.each([
    ['sha', { sha: 'd'.repeat(40) }, 1],
    ['sha of a later attempt', { sha: 'd'.repeat(40), run_attempt: 2 }, 1],
    ['artifact_url', { artifact_url: 'other.tgz' }, 1],
    ['artifact_url of a later attempt', { artifact_url: 'other.tgz', run_attempt: 2 }, 0],
    ['artifact_digest', { artifact_digest: OTHER_DIGEST }, 1],
    ['artifact_digest that is gone', { artifact_digest: undefined }, 1],
    ['archive_digest that is new', { archive_digest: DIGEST }, 0],
    ['retry_of', { retry_of: 'v1.2.1' }, 1],
    ['retry_of of a later attempt', { retry_of: 'v1.2.1', run_attempt: 2 }, 1],
    ['status', { status: 'failure' as const }, 0],
    ['builder_id that is new', { builder_id: 'https://example.com/builder' }, 0],
  ])('%s', (_, changes, count) => {
    const entry = { artifact_digest: DIGEST, retry_of: 'v1.2.2' };
    const { artifact_digest, ...rest } = { ...entry, ...changes };
    const after = holding({ ...rest, ...(artifact_digest && { artifact_digest }) });
    expect(found('immutable-fields', after, holding(entry))).toHaveLength(count);
  });

  test.each([
    ['another, with the attempt', { run_attempt: 2, artifact_digest: OTHER_DIGEST }, 1],
    ['another place, with the attempt', { run_attempt: 2, artifact_url: 'other.tgz' }, 1],
    [
      'another, to be judged',
      { run_attempt: 2, artifact_digest: OTHER_DIGEST, status: 'pending' },
      0,
    ],
    ['the same, with the attempt', { run_attempt: 2 }, 0],
  ] as const)('S3.6, T2: the file of a release that was accepted: %s', (_, changes, count) => {
    const entry = { status: 'success', artifact_digest: DIGEST } as const;
    const after = holding({ ...entry, ...changes });
    expect(found('immutable-fields', after, holding(entry))).toHaveLength(count);
  });

  test('S1.2a: what provenance was accepted is not forgotten, though it may be another', () => {
    const type = 'https://slsa.dev/provenance/v0.2';
    const before = holding({ predicate_type: type, builder_id: 'https://example.com/builder' });
    expect(found('immutable-fields', holding({}), before)).toEqual([
      `/entries/0/predicate_type: predicate_type was ${type} and is gone`,
      '/entries/0/builder_id: builder_id was https://example.com/builder and is gone',
    ]);
    const other = { predicate_type: 'https://slsa.dev/provenance/v1', builder_id: 'https://b' };
    expect(found('immutable-fields', holding(other), before)).toEqual([]);
    expect(found('immutable-fields', holding({ run_attempt: 2 }), before)).toEqual([]);
  });

  test('repository and beginning of the manifest', () => {
    const before = holding({});
    const after = { ...before, repository: 'acme/other', generated_at: '2026-02-01T00:00:00.000Z' };
    expect(found('immutable-fields', after, before)).toEqual([
      '/repository: repository was acme/widgets and is acme/other',
      '/generated_at: generated_at was 2026-01-31T12:00:00.000Z and is 2026-02-01T00:00:00.000Z',
    ]);
  });
});

describe('status-transition and human-transition (spec 2.5)', () => {
  test.each(STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const)))(
    '%s to %s is found where the table does not have it',
    (from, to) => {
      const [before, after] = [holding({ status: from }), holding({ status: to })];
      const isAllowed = from === to || TRANSITIONS.allowed[from].includes(to);
      const isHuman = TRANSITIONS.humanOnly[from].includes(to);
      expect(found('status-transition', after, before)).toHaveLength(isAllowed || isHuman ? 0 : 1);
      expect(found('human-transition', after, before)).toHaveLength(isHuman ? 1 : 0);
    },
  );

  test('what is final is said to be', () => {
    const [finding] = found(
      'status-transition',
      holding({ status: 'pending' }),
      holding({ status: 'rollback' }),
    );
    expect(finding).toBe('/entries/0/status: rollback became pending, but rollback is final');
  });

  test('a warning does not fail a change that only a person may make', () => {
    const findings = lint(holding({ status: 'pending' }), {
      before: holding({ status: 'blocked', failure_reason: 'run_mismatch' }),
      transitions: TRANSITIONS,
    });
    expect(findings).toMatchObject([{ rule: 'human-transition', severity: 'warning' }]);
  });
});

describe('run-attempt', () => {
  test.each([
    [1, 2, 0],
    [2, 2, 0],
    [2, 1, 1],
  ])('from %d to %d', (before, after, count) => {
    expect(
      found('run-attempt', holding({ run_attempt: after }), holding({ run_attempt: before })),
    ).toHaveLength(count);
  });
});

describe('every rule of a change', () => {
  test('has nothing to say where nothing changed', () => {
    const ruled = [
      'append-only',
      'immutable-fields',
      'run-attempt',
      'status-transition',
      'human-transition',
    ];
    fc.assert(
      fc.property(manifests, (manifest) => {
        const copy = structuredClone(manifest);
        const findings = lint(copy, { before: manifest, transitions: TRANSITIONS });
        expect(findings.filter(({ rule }) => ruled.includes(rule))).toEqual([]);
        expect(findings).toEqual(lint(manifest));
      }),
    );
  });
});
