import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { policyDigest } from '../../src/policy/policy-digest.ts';
import { isPredicateError } from '../../src/predicate-error.ts';

const ONE = { source: 'github:acme/widgets', workflow: '.github/workflows/release.yml' };

function refusal(content: unknown): string {
  try {
    parsePolicy(typeof content === 'string' ? content : JSON.stringify(content), 'policy.json');
  } catch (error) {
    if (isPredicateError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('parsePolicy', () => {
  test('reads one set of expectations', () => {
    const { match, expectations } = parsePolicy(JSON.stringify({ version: 1, ...ONE }), 'p');
    expect(match).toBe('any');
    expect(expectations.map(({ repository }) => repository)).toEqual([
      'https://github.com/acme/widgets',
    ]);
  });

  test.each([
    ['anyOf', 'any'],
    ['allOf', 'all'],
  ] as const)('reads several sets of expectations: %s', (member, match) => {
    const file = {
      version: 1,
      [member]: [
        { name: 'a', ...ONE },
        { name: 'b', ...ONE },
      ],
    };
    const policy = parsePolicy(JSON.stringify(file), 'p');
    expect(policy.match).toBe(match);
    expect(policy.expectations.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test.each([
    [
      'a member it does not know',
      { version: 1, ...ONE, sorce: 'x' },
      'POLICY_INVALID policy.json#/sorce: a member that is not known here',
    ],
    [
      'an unknown member of a signer',
      { version: 1, source: ONE.source, signers: [{ ...ONE, source: undefined, refs: 1 }] },
      'POLICY_INVALID policy.json#/signers/0/refs: a member that is not known here',
    ],
    [
      'an unknown member of one of several',
      { version: 1, anyOf: [ONE, { ...ONE, x: 1 }] },
      'POLICY_INVALID policy.json#/anyOf/1/x: a member',
    ],
    [
      'an impossible combination in one of several',
      {
        version: 1,
        allOf: [
          ONE,
          {
            ...ONE,
            checkout: 'differentAllowedUnsafe',
            buildTypes: ['https://actions.github.io/buildtypes/workflow/v1'],
          },
        ],
      },
      'POLICY_INVALID policy.json#/allOf/1/checkout: ',
    ],
    [
      'both anyOf and allOf',
      { version: 1, anyOf: [ONE], allOf: [ONE] },
      'POLICY_INVALID policy.json#: both "anyOf" and "allOf"',
    ],
    [
      'neither expectations nor a list of them',
      { version: 1 },
      'POLICY_INVALID policy.json#/source: the member "source" is missing',
    ],
    ['an empty list', { version: 1, anyOf: [] }, 'POLICY_INVALID policy.json#/anyOf: '],
    [
      'another version',
      { version: 2, ...ONE },
      'POLICY_INVALID policy.json#/version: must be 1, is 2',
    ],
    [
      'an override without an end',
      {
        version: 1,
        ...ONE,
        overrides: {
          approvers: [{ san: 'a', issuer: 'https://i.example' }],
          granted: [{ predicate_type: 'https://slsa.dev/provenance/v0.2' }],
        },
      },
      'POLICY_INVALID policy.json#/overrides/granted/0/',
    ],
    [
      'a rule that is two rules',
      { version: 1, ...ONE, externalParameters: { '/a': { equals: 1, anyUnsafe: true } } },
      'POLICY_INVALID policy.json#/externalParameters/~1a',
    ],
    ['no JSON', '{', 'POLICY_INVALID policy.json: '],
    ['a list', [], 'POLICY_INVALID policy.json: '],
    ['a key that stands twice', '{"version":1,"version":1}', 'POLICY_INVALID policy.json: '],
  ])('refuses %s, in one line with its place', (_, content, expected) => {
    const text = refusal(content);
    expect(text).toContain(expected);
    expect(text).not.toContain('\n');
  });

  test('T15: whatever the text, there is a policy or a PredicateError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(refusal(text)).toMatch(/^POLICY_INVALID /);
      }),
    );
  });

  test('T15: whatever replaces a member, there is a policy or a PredicateError', () => {
    const members = [
      'source',
      'workflow',
      'signers',
      'release',
      'builder',
      'buildTypes',
      'overrides',
      'externalParameters',
      'denied',
      'runners',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.jsonValue({ maxDepth: 4 }), (member, value) => {
        expect(refusal({ version: 1, ...ONE, [member]: value })).toMatch(
          /^(POLICY_INVALID |accepted$)/,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('policyDigest', () => {
  test('the order of members does not matter, every expectation does', () => {
    const digest = (file: object) =>
      policyDigest(parsePolicy(JSON.stringify({ version: 1, ...file }), 'p'));
    expect(digest({ ...ONE })).toBe(digest({ workflow: ONE.workflow, source: ONE.source }));
    expect(digest({ ...ONE, triggers: ['push'] })).not.toBe(digest(ONE));
    expect(digest({ anyOf: [ONE, { ...ONE, name: 'b' }] })).not.toBe(
      digest({ allOf: [ONE, { ...ONE, name: 'b' }] }),
    );
  });
});
