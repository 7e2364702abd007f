import { run } from '../packed/run.ts';

const STARTS = 11;

/**
 * Median CPU time of loading modules in a fresh process, over that of loading none, in ms. CPU time, since wall time
 * doubles on a busy machine.
 */
export async function loadCostMs(specifiers: readonly string[], cwd: string): Promise<number> {
  const imports = specifiers.map((specifier) => `import ${JSON.stringify(specifier)};`).join('\n');
  const costs: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    costs.push((await cpuMs(imports, cwd)) - (await cpuMs('', cwd)));
  }
  return costs.toSorted((a, b) => a - b)[Math.floor(STARTS / 2)] ?? Number.NaN;
}

async function cpuMs(imports: string, cwd: string): Promise<number> {
  const code = `${imports}\nconst { user, system } = process.cpuUsage();\nconsole.log((user + system) / 1000);`;
  const { exitCode, stdout, output } = await run(
    process.execPath,
    ['--input-type=module', '-e', code],
    cwd,
  );
  if (exitCode !== 0) throw new Error(output);
  return Number(stdout);
}
