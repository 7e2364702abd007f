import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_TARGETS, judgeTargets } from '@provkit/metrics';
import { toJson } from '@provkit/metrics/format';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { richHistory } from '../rich-history.ts';
import { DAY, figuresOf } from '../story.ts';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schema/figures.v1.schema.json'), 'utf8'),
) as object;
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

describe('toJson', () => {
  it.each([
    ['nothing', figuresOf([])],
    ['everything', figuresOf(richHistory())],
    ['what was revised', figuresOf(richHistory(), 40 * DAY)],
  ])('writes figures of %s as its schema has them', (_what, figures) => {
    const results = judgeTargets(figures, DEFAULT_TARGETS);
    for (const text of [toJson(figures), toJson(figures, results)]) {
      validate(JSON.parse(text));
      expect(validate.errors).toBe(null);
    }
    expect(JSON.parse(toJson(figures))).toEqual(figures);
  });

  it('the schema refuses a value that is missing', () => {
    const document = JSON.parse(toJson(figuresOf([]))) as { figures: { total: unknown }[] };
    delete document.figures[0]?.total;
    expect(validate(document)).toBe(false);
  });
});
