import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleProblems } from '../../src/docs/example-rules.ts';
import { repositoryOf } from './example-repository.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const readme = (text: string) =>
  repositoryOf({ 'packages/json/README.md': `# x\n\n\`\`\`ts\n${text}\n\`\`\`\n` });

describe('exampleProblems', () => {
  it('takes an example that compiles against the sources', () => {
    const text = `import { parseJson } from '@provkit/json';\nconst value = parseJson('{}');`;
    expect(exampleProblems(readme(text), root)).toEqual({ examples: 1, problems: [] });
  });

  it('names the line of an example that does not', () => {
    const text = `import { parseJson } from '@provkit/json';\nconst value: number = parseJson('{}');`;
    expect(exampleProblems(readme(text), root).problems).toEqual([
      {
        where: 'packages/json/README.md:5',
        message: expect.stringContaining("is not assignable to type 'number'") as string,
      },
    ]);
  });

  it('refuses a name that is not exported', () => {
    const text = `import { parseXml } from '@provkit/json';`;
    expect(exampleProblems(readme(text), root).problems).toMatchObject([
      { where: 'packages/json/README.md:4' },
    ]);
  });

  it('leaves other languages alone', () => {
    const repository = repositoryOf({ 'README.md': '```sh\nnpm ci\n```\n' });
    expect(exampleProblems(repository, root)).toEqual({ examples: 0, problems: [] });
  });
});
