/** The parts of a published package.json that the rules look at. */
export interface PublishedManifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What must not be in a tarball. */
const UNWANTED =
  /(^|\/)(test|bench|node_modules)\/|\.(test|test-d|bench)\.ts$|\.tsbuildinfo$|(^|\/)tsconfig[^/]*\.json$|(^|\/)\./;

/**
 * What is wrong with the files of a packed package: something missing that users or package.json count on, something of
 * ours in it, or a `dist` that is not what its `src` compiles to any more (`tsc -b` never deletes).
 * @param files paths inside the package
 */
export function tarballProblems(manifest: PublishedManifest, files: readonly string[]): string[] {
  const present = new Set(files);
  const promised = ['README.md', 'LICENSE', 'package.json', ...pathsIn(manifest)];
  return [
    ...promised.filter((path) => !present.has(path)).map((path) => `lacks ${path}`),
    ...files.filter((path) => UNWANTED.test(path)).map((path) => `has ${path}`),
    ...staleFiles(present),
  ];
}

/** Subpaths that can be imported, in order, `.` as the package's name. JSON files need an attribute. */
export function importsOf({
  name,
  exports,
}: PublishedManifest): { specifier: string; isJson: boolean }[] {
  return Object.entries(exports).map(([subpath, target]) => ({
    specifier: subpath === '.' ? name : `${name}/${subpath.slice('./'.length)}`,
    isJson: typeof target === 'string' && target.endsWith('.json'),
  }));
}

function pathsIn({ exports, bin }: PublishedManifest): string[] {
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  return [...targets, ...Object.values(bin ?? {})].map((path) => path.replace(/^\.\//, ''));
}

function staleFiles(present: ReadonlySet<string>): string[] {
  return [...present].flatMap((path) => {
    const source = path.replace(/^dist\/(.*?)\.(js|d\.ts)(\.map)?$/, 'src/$1.ts');
    if (source !== path) return present.has(source) ? [] : [`has ${path}, built from nothing`];
    const built = path.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
    return built === path || present.has(built) ? [] : [`lacks ${built}: build first`];
  });
}
