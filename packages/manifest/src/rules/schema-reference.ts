import type { Rule } from './rule.ts';

export const schemaReference: Rule = {
  id: 'schema-reference',
  severity: 'error',
  summary: '$schema, where there is one, names the schema of the manifest’s version.',
  source: 'architecture "Manifest entry (v1)"',
  fix: 'Point $schema to manifest.v1.schema.json, or remove it.',
  *check({ manifest }) {
    const { $schema, version } = manifest;
    const expected = `manifest.v${version}.schema.json`;
    if ($schema === undefined || $schema.split('/').at(-1) === expected) return;
    yield {
      pointer: '/$schema',
      message: `the manifest is of version ${version}, and $schema is ${$schema}`,
    };
  },
};
