import { statementFor, vsaFor } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { parseStatement, predicateProblem } from '../../src/statement/parse-statement.ts';
import type { Statement } from '../../src/statement/schemas.ts';

const parse = (statement: object) => parseStatement(Buffer.from(JSON.stringify(statement)));
const problemOf = (statement: object) => {
  const read = parse(statement);
  return 'problem' in read ? read : predicateProblem(read.statement);
};

/** Puts a member that nobody knows into every object of a document. */
function extended<T>(value: T): T {
  if (Array.isArray(value)) return value.map(extended) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, extended(member)]);
  return { ...Object.fromEntries(members), 'https://example.com/extension': 'x' } as T;
}

const STATEMENTS: readonly (readonly [string, () => object])[] = [
  ['provenance v1', () => statementFor()],
  ['provenance v0.2 of npm', () => statementFor({ buildType: 'npm-v0.2' })],
  ['provenance v0.2 of slsa-github-generator', () => statementFor({ buildType: 'generic-v0.2' })],
  [
    'a verification summary',
    () =>
      vsaFor((vsa) => {
        vsa.predicate.dependencyLevels = null; // numbers only, so nothing to extend
      }),
  ],
];

describe.each(STATEMENTS)('a statement of %s', (_, make) => {
  test('is read', () => {
    expect(problemOf(make())).toBeUndefined();
  });

  test('unknown members are ignored wherever they are (in-toto parsing rules)', () => {
    expect(problemOf(extended(make()))).toBeUndefined();
  });

  test('malformed: a predicate that lacks what its type requires is refused at its place', () => {
    const predicate = {};
    expect(problemOf({ ...make(), predicate })).toMatchObject({
      problem: expect.stringContaining('is missing'),
      pointer: expect.stringMatching(/^\/predicate\//),
    });
  });
});

describe('a verification summary', () => {
  test.each<[string, (predicate: Record<string, unknown>) => void, string]>([
    ['no verifier', (p) => delete p.verifier, '/predicate/verifier'],
    [
      'a nameless verifier',
      (p) => Object.assign(p, { verifier: { id: '' } }),
      '/predicate/verifier/id',
    ],
    ['no resource', (p) => delete p.resourceUri, '/predicate/resourceUri'],
    ['an empty resource', (p) => Object.assign(p, { resourceUri: '' }), '/predicate/resourceUri'],
    ['no policy', (p) => delete p.policy, '/predicate/policy'],
    ['a policy without a URI', (p) => Object.assign(p, { policy: {} }), '/predicate/policy/uri'],
    ['no result', (p) => delete p.verificationResult, '/predicate/verificationResult'],
    ['no levels', (p) => delete p.verifiedLevels, '/predicate/verifiedLevels'],
    [
      'one level, not in a list',
      (p) => Object.assign(p, { verifiedLevels: 'X' }),
      '/predicate/verifiedLevels',
    ],
    [
      'a number as level',
      (p) => Object.assign(p, { verifiedLevels: [3] }),
      '/predicate/verifiedLevels/0',
    ],
    ['a number as time', (p) => Object.assign(p, { timeVerified: 1 }), '/predicate/timeVerified'],
    [
      'a number as version',
      (p) => Object.assign(p, { slsaVersion: 1.2 }),
      '/predicate/slsaVersion',
    ],
    [
      'a text as count',
      (p) => Object.assign(p, { dependencyLevels: { X: '1' } }),
      '/predicate/dependencyLevels/X',
    ],
  ])('malformed: with %s it is refused at its place', (_, change, pointer) => {
    const vsa = vsaFor((draft) => change(draft.predicate));
    expect(problemOf(vsa)).toMatchObject({ pointer });
  });

  test.each(['timeVerified', 'inputAttestations', 'dependencyLevels', 'slsaVersion'])(
    '%s is optional, and null says as much as nothing',
    (member) => {
      expect(problemOf(vsaFor(({ predicate }) => delete predicate[member]))).toBeUndefined();
      const vsa = vsaFor(({ predicate }) => Object.assign(predicate, { [member]: null }));
      expect(problemOf(vsa)).toBeUndefined();
    },
  );
});

test('a predicate of a type that is not read here is opaque', () => {
  const statement = { ...statementFor(), predicateType: 'https://example.com/x', predicate: {} };
  expect(problemOf(statement)).toBeUndefined();
});

test.each([
  ['no statement', {}],
  ['another version of Statement', { ...vsaFor(), _type: 'https://in-toto.io/Statement/v2' }],
  ['no subject', { ...vsaFor(), subject: [] }],
  ['no predicate type', { ...vsaFor(), predicateType: '' }],
  ['an array as predicate', { ...vsaFor(), predicate: [] }],
])('malformed: %s is refused', (_, document) => {
  expect(parse(document as Statement)).toMatchObject({ problem: expect.any(String) });
});

test('T15: the number of subjects is bounded', () => {
  const subject = Array.from({ length: LIMITS.subjects + 1 }, () => ({}));
  expect(parse({ ...statementFor(), subject })).toMatchObject({ pointer: '/subject' });
});

test('T15: whatever the payload, there is a statement or a problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.uint8Array()), (payload) => {
      const outcome = parseStatement(Buffer.from(payload));
      expect('statement' in outcome || outcome.problem.length > 0).toBe(true);
    }),
  );
});
