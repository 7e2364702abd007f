import { describe, expect, it } from 'vitest';
import { problemsWith } from './example-workspace.ts';

const PURE = 'packages/manifest/src/entry.ts';

describe('zod', () => {
  it.each([
    `import { z } from 'zod';`,
    `import { z } from 'zod/mini';`,
    `import { type z } from 'zod';`,
    `export const load = () => import('zod');`,
  ])('refuses outside schema entries: %s', (line) => {
    expect(problemsWith({ [PURE]: line })).toEqual([
      expect.stringMatching(`${PURE}:1: zod.* loads zod at run time`),
    ]);
  });

  it('refuses to load a schema entry, through another one too', () => {
    const files = {
      'packages/manifest/src/schema/entry.ts': `import { z } from 'zod';\nexport const Entry = z;\n`,
      'packages/manifest/src/schema/index.ts': `export { Entry } from './entry.ts';\n`,
      [PURE]: `export { type Entry } from './schema/index.ts';\n`,
    };
    expect(problemsWith(files)).toEqual([
      `${PURE}:1: ./schema/index.ts loads zod at run time: only schema entries may`,
    ]);
  });

  it('takes types from zod and from schema entries, and files that are only named like one', () => {
    const files = {
      'packages/manifest/src/schema.ts': `import { z } from 'zod';\nexport const Entry = z;\n`,
      'packages/manifest/src/schema-problem.ts': `export const problem = 1;\n`,
      [PURE]: `import type { z } from 'zod';
        export type { Entry } from './schema.ts';
        export { problem } from './schema-problem.ts';
        export type Z = z.ZodType;`,
    };
    expect(problemsWith(files)).toEqual([]);
  });
});
