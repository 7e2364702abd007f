import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closureOf, type Packed } from './pack.ts';
import { type Outcome, run } from './run.ts';
import { importsOf, tarballProblems } from './tarball-rules.ts';

/** One thing that was tried, and how it went. */
export interface Step {
  readonly title: string;
  /** Empty when it went well. */
  readonly problem: string;
}

/**
 * Uses a package as somebody would who has nothing else of ours: installs its tarball in an empty folder, imports every
 * subpath, compiles against its types, and runs its programs.
 */
export async function* useAlone(
  packed: Packed,
  all: readonly Packed[],
  { root, folder }: { readonly root: string; readonly folder: string },
): AsyncGenerator<Step> {
  const { manifest, files } = packed;
  const wrong = tarballProblems(manifest, files);
  yield { title: `tarball of ${files.length} files`, problem: wrong.join('\n') };

  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const installed = await install(closureOf(packed, all), folder);
  yield { title: 'installs alone', problem: problemOf(installed) };
  if (installed.exitCode !== 0) return;

  for (const { specifier, isJson } of importsOf(manifest)) {
    const outcome = await load(specifier, isJson, folder);
    yield { title: `import ${specifier}`, problem: problemOf(outcome) };
  }
  yield { title: 'types resolve', problem: problemOf(await compile(packed, root, folder)) };
  for (const bin of Object.keys(manifest.bin ?? {})) {
    const help = await run('npx', ['--no-install', bin, '--help'], folder);
    yield { title: `${bin} --help`, problem: problemOf(help) || silence(help) };
    const version = await run('npx', ['--no-install', bin, '--version'], folder);
    const isRight = version.stdout.includes(manifest.version);
    const problem = isRight ? '' : `says ${version.stdout}, is ${manifest.version}`;
    yield { title: `${bin} --version`, problem: problemOf(version) || problem };
  }
}

/** Third-party packages come from npm's cache where it has them. */
function install(packages: readonly Packed[], folder: string): Promise<Outcome> {
  const flags = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'];
  return run('npm', [...flags, ...packages.map(({ tarball }) => tarball)], folder);
}

async function load(specifier: string, isJson: boolean, folder: string): Promise<Outcome> {
  const attributes = isJson ? `, { with: { type: 'json' } }` : '';
  const code = `const found = await import('${specifier}'${attributes});
    if (Object.keys(found).length === 0) throw new Error('exports nothing');`;
  const file = join(folder, 'load.mjs');
  await writeFile(file, code);
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', file], folder);
}

/**
 * Compiles an import of every subpath with the strictest resolution. Our own declarations are checked in full: nothing of
 * ours is skipped. The types of Node come from the repository; whoever compiles against a package has their own.
 */
async function compile({ manifest }: Packed, root: string, folder: string): Promise<Outcome> {
  const specifiers = importsOf(manifest).filter(({ isJson }) => !isJson);
  const lines = specifiers.map(
    ({ specifier }, n) => `import * as m${n} from '${specifier}';\nvoid m${n};\n`,
  );
  await writeFile(join(folder, 'use.ts'), lines.join(''));
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
  };
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['use.ts'] }),
  );
  return run(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder], folder);
}

function problemOf({ exitCode, output }: Outcome): string {
  return exitCode === 0 ? '' : `exit code ${exitCode}: ${output}`;
}

function silence({ stdout }: Outcome): string {
  return stdout.trim() === '' ? 'says nothing' : '';
}
