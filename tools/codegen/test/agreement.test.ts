import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Validator } from '@provkit/json';
import { Manifest } from '@provkit/manifest/schema';
import manifestSchema from '@provkit/manifest/schema.json' with { type: 'json' };
import { ProvenanceV1, ProvenanceV02, Statement } from '@provkit/predicate/in-toto';
import policySchema from '@provkit/predicate/policy.schema.json' with { type: 'json' };
import { ExpectationsFile, PolicyFile, PolicyGroupFile } from '@provkit/predicate/policy-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compileValidators } from '../src/compile-validators.ts';
import { mutationsOf } from './mutations-of.ts';
import {
  MANIFESTS,
  POLICIES,
  POLICY_GROUPS,
  PROVENANCE_V1,
  PROVENANCE_V02,
  STATEMENTS,
} from './samples.ts';

type Judge = (value: unknown) => boolean;

const RUNS = 2000;
const SCHEMAS = {
  Manifest: { schema: Manifest, samples: MANIFESTS },
  ExpectationsFile: {
    schema: ExpectationsFile,
    samples: POLICIES.map(({ version: _, $schema: __, ...rest }) => rest),
  },
  Statement: { schema: Statement, samples: STATEMENTS },
  ProvenanceV1: { schema: ProvenanceV1, samples: PROVENANCE_V1 },
  ProvenanceV02: { schema: ProvenanceV02, samples: PROVENANCE_V02 },
} as const;

const accepts =
  (schema: z.ZodType): Judge =>
  (value) =>
    schema.safeParse(value).success;

/** Both must say the same of every sample and of whatever comes of a sample by changes somewhere in it. */
function agree(samples: readonly unknown[], one: Judge, other: Judge): void {
  for (const sample of samples)
    expect([sample, one(sample), other(sample)]).toEqual([sample, true, true]);
  const outcomes = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(mutationsOf(samples), (value) => {
      const isAccepted = one(value);
      outcomes[isAccepted ? 'accepted' : 'refused'] += 1;
      expect(other(value)).toBe(isAccepted);
    }),
    { numRuns: RUNS },
  );
  // a comparison of two that always say no would show nothing
  expect(Math.min(outcomes.accepted, outcomes.refused)).toBeGreaterThan(RUNS / 50);
}

let folder = '';
let compiled: Record<string, Judge> = {};
let hot: Record<string, Validator> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(import.meta.dirname, '..', '.generated-'));
  const schemas = Object.entries(SCHEMAS).map(([name, { schema }]) => [name, schema]);
  const file = join(folder, 'validators.ts');
  await writeFile(file, await compileValidators(Object.fromEntries(schemas)));
  compiled = (await import(file)) as Record<string, Judge>; // what compileValidators writes
  const hotFile = join(folder, 'hot.ts');
  await writeFile(hotFile, await compileValidators({ Manifest }, { isHot: true }));
  hot = (await import(hotFile)) as Record<string, Validator>;
});
afterAll(() => rm(folder, { recursive: true }));

describe('the validators that run agree with the zod schemas', () => {
  test.each(Object.entries(SCHEMAS))('%s', (name, { schema, samples }) => {
    const validate = compiled[name];
    expect(validate).toBeTypeOf('function');
    if (validate) agree(samples, accepts(schema), validate);
  });
});

describe('the validator of manifests, which is made for speed', () => {
  const entries = MANIFESTS[1].entries;
  const many = { ...MANIFESTS[1], entries: [...entries, ...entries, ...entries] };
  const samples = [...MANIFESTS, many];

  test('agrees with the zod schema', () => {
    agree(samples, accepts(Manifest), hot.Manifest ?? (() => false));
  });

  test('reports what ajv reports of the schema, the first in the document', () => {
    const json = z.toJSONSchema(Manifest, { reused: 'inline', io: 'input' });
    const plain = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(json);
    const wrongEntries = fc
      .tuple(mutationsOf([many]), mutationsOf([many]))
      .map((pair) => ({ ...many, entries: pair.flatMap(entriesOf) }));
    const places = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(wrongEntries, mutationsOf(samples)), (value) => {
        plain(value);
        hot.Manifest?.(value);
        expect(hot.Manifest?.errors).toEqual(plain.errors);
        places.add(plain.errors?.[0]?.instancePath ?? 'none');
      }),
      { numRuns: RUNS },
    );
    expect(places).toContain('none');
    expect(places.size).toBeGreaterThan(20);
  });

  function entriesOf(value: unknown): readonly unknown[] {
    const found = typeof value === 'object' && value && 'entries' in value ? value.entries : [];
    return Array.isArray(found) ? found : [];
  }
});

test('lengths are counted as zod counts them, in characters and not in UTF-16 units', async () => {
  const schema = z.string().min(2).max(3);
  const file = join(folder, 'length.ts');
  await writeFile(file, await compileValidators({ Text: schema }));
  const { Text } = (await import(file)) as Record<string, Judge>;
  for (const text of ['', 'a', 'ab', 'abc', 'abcd', '😀', 'a😀', '😀😀']) {
    expect([text, Text?.(text)]).toEqual([text, accepts(schema)(text)]);
  }
});

describe('the published JSON Schemas agree with the zod schemas', () => {
  const validate = (schema: object): Judge => {
    const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    return (value) => check(value) === true;
  };

  test('manifest.v1.schema.json', () => {
    agree(MANIFESTS, accepts(Manifest), validate(manifestSchema));
  });

  test('policy.v1.schema.json', () => {
    const schema = z.union([PolicyFile, PolicyGroupFile]);
    agree([...POLICIES, ...POLICY_GROUPS], accepts(schema), validate(policySchema));
  });
});
