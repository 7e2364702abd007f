import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Problem } from '../problem.ts';
import type { Repository } from './link-rules.ts';
import { parseMarkdown } from './markdown.ts';

/** One example of a README as a file that could stand beside it. */
interface Example {
  readonly readme: string;
  readonly line: number;
  readonly text: string;
}

const README = /^(packages\/[^/]+\/)?README\.md$/;

/**
 * Type errors in the `ts` examples of the READMEs, so that an example that was right once stays right. They are compiled
 * as modules that stand beside their README, against the sources.
 */
export function exampleProblems(
  { files, read }: Repository,
  root: string,
): { readonly examples: number; readonly problems: readonly Problem[] } {
  const examples = new Map<string, Example>();
  for (const readme of files.filter((path) => README.test(path))) {
    for (const { language, text, line } of parseMarkdown(read(readme)).codeBlocks) {
      if (language !== 'ts') continue;
      examples.set(join(root, dirname(readme), `example-${line}.ts`), { readme, line, text });
    }
  }
  const problems = compile(examples, root).flatMap((diagnostic) => {
    const { file, start = 0, messageText } = diagnostic;
    const example = file && examples.get(file.fileName);
    if (!file || !example) return [];
    const line = example.line + file.getLineAndCharacterOfPosition(start).line;
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return [
      { where: `${example.readme}:${line}`, message: `the example does not compile: ${message}` },
    ];
  });
  return { examples: examples.size, problems };
}

function compile(examples: ReadonlyMap<string, Example>, root: string): readonly ts.Diagnostic[] {
  const options = optionsOf(join(root, 'tsconfig.test.json'));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  // `export {}`: an example without imports is a module too, and may await.
  const textOf = (path: string) => {
    const example = examples.get(path);
    return example && `${example.text}\nexport {};\n`;
  };
  host.fileExists = (path) => examples.has(path) || fileExists(path);
  host.readFile = (path) => textOf(path) ?? readFile(path);
  const program = ts.createProgram([...examples.keys()], options, host);
  return ts.getPreEmitDiagnostics(program);
}

function optionsOf(path: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path, (name) => ts.sys.readFile(name)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(path));
  // An example shows a value and need not use it.
  return { ...options, noUnusedLocals: false, noEmit: true };
}
