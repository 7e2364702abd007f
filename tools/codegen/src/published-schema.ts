import { z } from 'zod';

/** The JSON Schema (draft 2020-12) of a zod schema, as it is published: with an id, for editors. */
export async function publishedSchema(
  schema: z.ZodType,
  { id, title }: { readonly id: string; readonly title: string },
): Promise<string> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return `${JSON.stringify({ $schema, $id: id, title, ...rest }, null, 2)}\n`;
}
