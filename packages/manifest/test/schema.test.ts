import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import published from '../schema/manifest.v1.schema.json' with { type: 'json' };
import { createManifest, SCHEMA_ID } from '../src/create-manifest.ts';
import { validateManifest } from '../src/manifest.generated.ts';
import { Manifest as ManifestSchema } from '../src/schema.ts';
import { manifests } from './arbitrary-manifest.ts';
import { mutations } from './arbitrary-mutation.ts';

/** Every schema of a document with its place, the properties' own and those of their parts. */
function schemasIn(value: unknown, path = '#'): [string, Record<string, unknown>][] {
  if (typeof value !== 'object' || value === null) return [];
  const schema = value as Record<string, unknown>;
  const inner = Object.entries((schema.properties ?? {}) as object).flatMap(([name, property]) =>
    schemasIn(property, `${path}/${name}`),
  );
  const items = schema.items === undefined ? [] : schemasIn(schema.items, `${path}/items`);
  return [[path, schema], ...inner, ...items];
}

describe('the published JSON Schema (S1.1)', () => {
  test('says of every field what it means', () => {
    const schemas = schemasIn(published);
    expect(schemas.length).toBeGreaterThan(40);
    const silent = schemas.filter(([, { description }]) => typeof description !== 'string');
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  test('has the id that manifests name, and refuses what it does not know', () => {
    expect(published.$id).toBe(SCHEMA_ID);
    expect(createManifest('acme/widgets', 0).$schema).toBe(SCHEMA_ID);
    const objects = schemasIn(published).filter(([, { type }]) => type === 'object');
    expect(objects.map(([, schema]) => schema.additionalProperties)).toEqual(
      objects.map(() => false),
    );
  });

  test('zod, the compiled validator and ajv on the published file agree on valid and mutated manifests', () => {
    const validatePublished = new Ajv2020().compile(published);
    const verdicts = { valid: 0, invalid: 0 };
    fc.assert(
      fc.property(fc.oneof(manifests, mutations(manifests)), (value) => {
        const isValid = ManifestSchema.safeParse(value).success;
        expect(validateManifest(value)).toBe(isValid);
        expect(validatePublished(value)).toBe(isValid);
        verdicts[isValid ? 'valid' : 'invalid'] += 1;
      }),
      { numRuns: 2000 },
    );
    expect(verdicts.valid).toBeGreaterThan(200);
    expect(verdicts.invalid).toBeGreaterThan(200);
  });
});
