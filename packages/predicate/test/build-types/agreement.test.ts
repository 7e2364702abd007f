import { describe, expect, test } from 'vitest';
import { type AgreedRow, agree } from '../../src/build-types/agreement.ts';
import type { BuildType, Rule } from '../../src/build-types/build-type.ts';
import { compileBuildType } from '../../src/build-types/compile-build-type.ts';
import type { Claims } from '../../src/certificate/claims.ts';
import type { Statement } from '../../src/statement/schemas.ts';
import { exampleBuildType } from './example-build-type.ts';

const CLAIMS: Claims = {
  san: 'https://github.com/acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3',
  sanKind: 'uri',
  runnerEnvironment: 'github-hosted',
  sourceRepositoryUri: 'https://github.com/acme/widgets',
  sourceRepositoryRef: 'refs/tags/v1.2.3',
  sourceRepositoryIdentifier: '1001',
  runInvocationUri: 'https://github.com/acme/widgets/actions/runs/42/attempts/3',
};

interface Pair {
  readonly rule: Partial<Rule>;
  /** The whole predicate. */
  readonly predicate?: Record<string, unknown>;
  readonly claims?: Partial<Claims>;
  readonly table?: Partial<BuildType>;
  readonly mayCheckOutOther?: boolean;
  readonly material?: unknown;
}

/** The one row of a table with one rule. */
function row(pair: Pair): AgreedRow {
  const { rule, predicate = {}, claims = {}, table = {}, mayCheckOutOther = false } = pair;
  const agreement = [
    { item: 'other', name: 'row', statement: '{/predicate/word}', ...rule },
  ] as const;
  const [only] = agree(compileBuildType(exampleBuildType({ ...table, agreement })), {
    statement: { predicate } as unknown as Statement, // nothing else of it is read
    claims: { ...CLAIMS, ...claims },
    source:
      'material' in pair
        ? {
            pointer: '/predicate/materials/0',
            material: pair.material,
            repository: { value: '', pointer: '' },
            commits: [],
          }
        : undefined,
    mayCheckOutOther,
  });
  if (!only) throw new Error('no row');
  return only;
}

const REF = { certificate: ['{.14}'] } as const;

describe('a row of the agreement (spec 1.8)', () => {
  test('says where both words stand and what they are', () => {
    const rule = {
      certificate: ['git+{.12}@{.14}'],
      statement: '{source/uri}',
      item: 'sourceRef',
    } as const;
    const material = { uri: 'git+https://github.com/acme/widgets@refs/heads/main' };
    expect(row({ rule, material })).toEqual({
      item: 'sourceRef',
      name: 'row',
      claim: 'certificate .12, .14',
      pointer: '/predicate/materials/0/uri',
      outcome: 'different',
      certified: 'git+https://github.com/acme/widgets@refs/tags/v1.2.3',
      stated: 'git+https://github.com/acme/widgets@refs/heads/main',
    });
  });

  test.each([
    ['equal', 'refs/tags/v1.2.3'],
    ['different', 'refs/tags/v1.2.4'],
    ['different', 'refs/tags/v1.2.3 '],
    ['different', 'REFS/tags/v1.2.3'],
    ['different', 'refs/tags/v1%2E2.3'],
    ['different', 'refs/tags/v1.2.\u0663'], // an Arabic-Indic three
    ['different', '\u200brefs/tags/v1.2.3'],
  ])('is %s for %j', (outcome, word) => {
    expect(row({ rule: REF, predicate: { word } }).outcome).toBe(outcome);
  });

  test('one of several alternatives will do, and all are shown', () => {
    const rule = {
      certificate: [
        'https://github.com/actions/runner/{.11}',
        'https://github.com/actions/runner{.11|minus:github-hosted}',
      ],
    };
    const builder = (word: string, runnerEnvironment: string) =>
      row({ rule, predicate: { word }, claims: { runnerEnvironment } });
    expect(builder('https://github.com/actions/runner', 'github-hosted').outcome).toBe('equal');
    expect(
      builder('https://github.com/actions/runner/github-hosted', 'github-hosted').outcome,
    ).toBe('equal');
    expect(builder('https://github.com/actions/runner/self-hosted', 'self-hosted').outcome).toBe(
      'equal',
    );
    expect(builder('https://github.com/actions/runner', 'self-hosted')).toMatchObject({
      outcome: 'different',
      certified: 'https://github.com/actions/runner/self-hosted',
    });
  });

  test('run and attempt are read from .21', () => {
    const rule = { certificate: ['{run}-{attempt}'] };
    expect(row({ rule, predicate: { word: '42-3' } })).toMatchObject({
      outcome: 'equal',
      claim: 'certificate .21',
    });
    expect(row({ rule, predicate: { word: '42-4' } }).outcome).toBe('different');
  });
});

describe('silence (spec 1.8: every row whose predicate field exists)', () => {
  test.each([[undefined], [null], ['']])(
    'the predicate says %j: the same as nothing to in-toto',
    (word) => {
      const predicate = { word };
      expect(row({ rule: REF, predicate })).toMatchObject({ outcome: 'not_applicable' });
      expect(row({ rule: REF, predicate })).not.toHaveProperty('stated');
      expect(row({ rule: { ...REF, required: true }, predicate }).outcome).toBe('absent');
    },
  );

  test('the certificate says nothing: absent, unless the build type is older than the claim', () => {
    const pair = {
      rule: { certificate: ['{.15}'] },
      predicate: { word: '1001' },
      claims: { sourceRepositoryIdentifier: undefined } as unknown as Claims, // left out
    };
    expect(row(pair)).toMatchObject({ outcome: 'absent', stated: '1001' });
    expect(row(pair)).not.toHaveProperty('certified');
    expect(row({ ...pair, table: { mayLackClaims: true } }).outcome).toBe('not_applicable');
  });

  test('an empty claim is none: it must not equal a word that stops at it', () => {
    const pair = {
      rule: { certificate: ['git+{.12}@{.14}'] },
      predicate: { word: 'git+https://github.com/acme/widgets@' },
      claims: { sourceRepositoryRef: '' },
    };
    expect(row(pair).outcome).toBe('absent');
  });

  test('two silences are no agreement', () => {
    const claims = { sourceRepositoryRef: undefined } as unknown as Claims; // left out
    expect(row({ rule: { ...REF, required: true }, claims, predicate: {} }).outcome).toBe('absent');
  });

  test('a word of the statement is judged although a claim beside it in the template is missing', () => {
    const pair = {
      rule: { statement: '{.12}/{/predicate/word}', certificate: ['{.14}'] },
      predicate: { word: 'x' },
      claims: { sourceRepositoryUri: undefined } as unknown as Claims, // left out
    };
    expect(row(pair).outcome).toBe('absent');
    expect(row({ ...pair, table: { mayLackClaims: true } }).outcome).toBe('not_applicable');
  });

  test('a half of an optional word is no silence', () => {
    const rule = { statement: '{/predicate/path}@{/predicate/ref}', ...REF };
    expect(row({ rule, predicate: { path: 'x' } })).toMatchObject({
      outcome: 'absent',
      stated: '["x",null]',
    });
    expect(row({ rule, predicate: {} }).outcome).toBe('not_applicable');
  });

  test('a material that is not there has no pointer of its own', () => {
    const rule = { statement: '{source/uri}', ...REF, required: true } as const;
    expect(row({ rule })).toMatchObject({
      outcome: 'absent',
      pointer: '/predicate/buildDefinition/resolvedDependencies',
    });
  });
});

describe('words that are no text, or not the expected text (T15)', () => {
  test('numbers are their decimal text, as the container-based builder writes run ids (spec 1.9 F)', () => {
    const rule = { certificate: ['{run}'] };
    expect(row({ rule, predicate: { word: 42 } })).toMatchObject({
      outcome: 'equal',
      stated: '42',
    });
    expect(row({ rule, predicate: { word: 43 } }).outcome).toBe('different');
    expect(row({ rule, predicate: { word: 42.5 } }).outcome).toBe('different');
    expect(row({ rule, predicate: { word: -42 } }).outcome).toBe('different');
  });

  test.each([
    [{ a: 1 }, '{"a":1}'],
    [['x'], '["x"]'],
    [[], '[]'],
    [{}, '{}'],
    [true, 'true'],
  ])('%j never equals a claim that looks like its JSON, also in an optional row', (word, json) => {
    const pair = {
      rule: { certificate: ['{.4}'] },
      predicate: { word },
      claims: { workflowName: json },
    };
    expect(row(pair)).toMatchObject({ outcome: 'different', certified: json, stated: json });
    expect(row({ ...pair, rule: { matches: ['{name}'] } }).outcome).toBe('different');
  });

  test('a member of the prototype is no member', () => {
    const rule = {
      statement: '{/predicate/constructor/name}',
      certificate: ['Object{.14|minus:refs/tags/v1.2.3}'],
    };
    expect(row({ rule, predicate: {} }).outcome).toBe('not_applicable');
  });

  test('a word that lacks what is to be taken off differs, also in an optional row', () => {
    const rule = { statement: '{/predicate/word|minus:git+https://}', ...REF };
    expect(row({ rule, predicate: { word: 'git+ssh://refs/tags/v1.2.3' } })).toMatchObject({
      outcome: 'different',
      stated: 'git+ssh://refs/tags/v1.2.3',
    });
    expect(row({ rule, predicate: { word: 'git+https://refs/tags/v1.2.3' } }).outcome).toBe(
      'equal',
    );
  });

  test('a claim that lacks what is to be taken off is another claim, not a missing one', () => {
    const pair = {
      rule: { certificate: ['runner{.11|minus:github-hosted}'] },
      predicate: { word: 'runner' },
      claims: { runnerEnvironment: 'self-hosted' },
      table: { mayLackClaims: true },
    } as const;
    expect(row(pair).outcome).toBe('different');
  });

  test('T16: of a huge word the report shows the beginning', () => {
    const word = `x${'\u{1F600}'.repeat(100_000)}`;
    const { stated = '', outcome } = row({ rule: REF, predicate: { word } });
    expect(outcome).toBe('different');
    expect(stated.length).toBeLessThan(2_100);
    expect(stated).toMatch(/… \(200001 characters\)$/);
    expect(stated.isWellFormed()).toBe(true);
  });
});

describe('another checkout (spec 1.9 E)', () => {
  const rule = { statement: '{source/digest/gitCommit}', certificate: ['{.13}'] };
  const pair = {
    rule,
    material: { digest: { gitCommit: 'd'.repeat(40) } },
    claims: { sourceRepositoryDigest: 'c'.repeat(40) },
  };

  test.each([
    [true, true, 'not_applicable'],
    [true, undefined, 'different'],
    [false, true, 'different'],
  ] as const)(
    'policy %s, build type %s: a material of another commit is %s',
    (policy, table, outcome) => {
      const mayCheckOutOther = table && { mayCheckOutOther: table };
      expect(
        row({ ...pair, mayCheckOutOther: policy, table: { ...mayCheckOutOther } }).outcome,
      ).toBe(outcome);
    },
  );

  test('excuses nothing but the source material', () => {
    const table = { mayCheckOutOther: true } as const;
    const other = { ...pair, rule: REF, predicate: { word: 'refs/heads/main' } };
    expect(row({ ...other, mayCheckOutOther: true, table }).outcome).toBe('different');
  });
});
