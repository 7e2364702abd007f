import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { REPORT_SCHEMA_VERSION, type ReportDocument, toDocument } from '../../src/format/json.ts';
import * as schema from '../../src/format/schema.ts';
import {
  ALL_OF,
  ANY_OF,
  BAD_REPORTS,
  FAIL_OF_THREE,
  FAIL_WITH_ROWS,
  INCONCLUSIVE,
  NONE,
  OLD_ROOT,
  PASS,
  PASS_BESIDE_OTHERS,
  PASS_BY_FALLBACK,
  PASS_WITH_ROWS,
  SILENT,
} from './sample-reports.ts';

const file = new URL('../../schema/report.v1.schema.json', import.meta.url);
const ajv = new Ajv2020({ strict: true, allErrors: true });
/** As it is published: open, so that members of later versions do no harm. */
const isValid = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
/** The same, but refusing members that it does not describe. */
const isDescribed = ajv.compile(z.toJSONSchema(schema.ReportDocument));

const SAMPLES = [
  ['pass', PASS],
  ['pass beside others', PASS_BESIDE_OTHERS],
  ['pass with an agreement table', PASS_WITH_ROWS],
  ['fail', FAIL_WITH_ROWS],
  ['fail of three', FAIL_OF_THREE],
  ['no attestation', NONE],
  ['inconclusive', INCONCLUSIVE],
  ['old root', OLD_ROOT],
  ['silent source', SILENT],
  ['pass by fallback', PASS_BY_FALLBACK],
  ['any of two', ANY_OF],
  ['all of two', ALL_OF],
  ...BAD_REPORTS,
] as const;

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('report.schema.json', () => {
  test.each(SAMPLES)('describes a real report: %s', (_, report) => {
    const document = json(toDocument({ reports: [report] }));
    expect(isValid(document), ajv.errorsText(isValid.errors)).toBe(true);
    expect(isDescribed(document), ajv.errorsText(isDescribed.errors)).toBe(true);
  });

  test.each([
    ['another version', { version: 2 }],
    ['no verdict', { verdict: undefined }],
    ['an unknown verdict', { verdict: 'maybe' }],
    ['a breach without a fix', { breaches: [{ ...breach(), hint: undefined }] }],
    ['a pass without provenance', { reports: [{ ...PASS, provenance: undefined }] }],
    ['a failure without a reason', { reports: [{ ...NONE, failureReason: undefined }] }],
  ])('refuses %s', (_, change) => {
    expect(isValid(json({ ...toDocument({ reports: [NONE] }), ...change }))).toBe(false);
  });

  test('takes members that a later version adds', () => {
    expect(isValid({ ...json(toDocument({ reports: [PASS] })), added: 1 })).toBe(true);
  });

  test('has the version that documents have', () => {
    expect(schema.ReportDocument.shape.version.value).toBe(REPORT_SCHEMA_VERSION);
  });

  test('says the same as the types (checked by the compiler)', () => {
    expectTypeOf<Plain<z.infer<typeof schema.ReportDocument>>>().toEqualTypeOf<
      Plain<ReportDocument>
    >();
    expectTypeOf<Plain<z.infer<typeof schema.Report>>>().toEqualTypeOf<
      Plain<ReportDocument['reports'][number]>
    >();
    expectTypeOf<Plain<z.infer<typeof schema.Breach>>>().toEqualTypeOf<
      Plain<ReportDocument['breaches'][number]>
    >();
  });
});

/** Without `readonly`, and intersections made one: what differs between a schema's type and ours, and says nothing. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T;

function breach() {
  const [first] = toDocument({ reports: [NONE] }).breaches;
  return first;
}
