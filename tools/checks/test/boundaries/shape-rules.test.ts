import { describe, expect, it } from 'vitest';
import { problemsWith } from './example-workspace.ts';

const PURE = 'packages/manifest/src/entry.ts';

describe('shape', () => {
  it('refuses a file of more than 300 lines, unless it is generated', () => {
    const text = (lines: number) => '// line\n'.repeat(lines);
    expect(problemsWith({ [PURE]: text(301) })).toEqual([`${PURE}: 301 lines, more than 300`]);
    expect(problemsWith({ [PURE]: text(300) })).toEqual([]);
    expect(problemsWith({ 'packages/json/src/x.generated.ts': text(301) })).toEqual([]);
  });

  it.each([`export * from './x.ts';`, `export * as x from './x.ts';`])('refuses %s', (line) => {
    expect(problemsWith({ [PURE]: line })).toEqual([`${PURE}:1: export *: name what is exported`]);
  });

  it.each([
    `export default 1;`,
    `export default function f() {}`,
    `export default class C {}`,
    `const x = 1; export { x as default };`,
  ])('refuses %s', (line) => {
    expect(problemsWith({ [PURE]: line })).toEqual([`${PURE}:1: default export: give it a name`]);
  });

  it('refuses logic in a package’s index, and more than 40 lines', () => {
    const index = 'packages/json/src/index.ts';
    const line = `export { parse } from './parse.ts';\n`;
    expect(problemsWith({ [index]: `${line}export const x = 1;\n` })).toEqual([
      `${index}:2: an index only says what is exported`,
    ]);
    expect(problemsWith({ [index]: `${line}//\n`.repeat(21) })).toEqual([
      `${index}: 42 lines, more than 40`,
    ]);
  });

  it('refuses an import of the own index', () => {
    expect(problemsWith({ [PURE]: `import { entry } from './index.ts';\n` })).toEqual([
      `${PURE}:1: imports its own index: import the file`,
    ]);
  });
});
