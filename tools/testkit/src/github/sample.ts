/** The parts of JSON Schema that GitHub's description uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const STRINGS: Readonly<Record<string, string>> = {
  uri: 'https://api.github.com/sample',
  'date-time': '2026-01-31T11:00:00Z',
};

/**
 * The smallest value of a schema: required members alone, `null` where it may be. What a test cares about is laid over it; the
 * rest has the right form without being written by hand.
 */
export function sampleOf(schema: Schema, resolve: (reference: string) => Schema): unknown {
  const { $ref, allOf, anyOf, oneOf } = schema;
  if ($ref !== undefined) return sampleOf(resolve($ref), resolve);
  if (schema.enum) return schema.enum[0];
  if (allOf) return Object.assign({}, ...allOf.map((part) => sampleOf(part, resolve)));
  const alternatives = anyOf ?? oneOf;
  if (alternatives) {
    const isNullable = alternatives.some(({ type }) => type === 'null');
    return isNullable ? null : sampleOf(alternatives[0] ?? {}, resolve);
  }
  switch (schema.type ?? 'string') {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [
          name,
          sampleOf(schema.properties?.[name] ?? {}, resolve),
        ]),
      );
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return STRINGS[schema.format ?? ''] ?? 'sample'.padEnd(schema.minLength ?? 0, '0');
  }
}
