/** A rule that is broken somewhere. */
export interface Problem {
  /** Path from the root of the repository, with `:line` where one is to blame. */
  readonly where: string;
  readonly message: string;
}

/** Prints problems and the last line, and sets the exit code: 1 where there is any. */
export function report(name: string, looked: string, problems: readonly Problem[]): void {
  for (const { where, message } of problems) console.error(`${where}: ${message}`);
  console.log(`${name}: ${looked}, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
