// Measures one comparison in a process of its own: manifest-diff-process.ts TOOL SCENARIO SIZE ROUNDS. Prints JSON.

import { isDeepStrictEqual } from 'node:util';
import jsonpatch from 'fast-json-patch';
import { cpuMs, median } from './cpu-time.ts';
import { SCENARIOS, type ScenarioName } from './manifest-scenarios.ts';
import { TOOLS, type ToolName } from './manifest-tools.ts';

/** What a process found; times are CPU time in ms. */
export interface DiffFigures {
  readonly parseMs: number;
  readonly diffMs: number;
  readonly bytes: number;
  readonly smallestBytes: number;
  readonly megabytes: number;
  readonly peakMiB: number;
  /** Whether its patch, applied by another library, gives the later manifest; of ours only. */
  readonly isIdentity?: boolean;
}

const [tool = '', scenario = '', size = '', rounds = ''] = process.argv.slice(2);
const compare = await TOOLS[tool as ToolName]();
const { before, after, smallest } = SCENARIOS[scenario as ScenarioName](Number(size));
const texts = [JSON.stringify(before), JSON.stringify(after)] as const;
const times = { parse: [] as number[], diff: [] as number[] };
let result: unknown;
let parsed = [before, after] as const;
for (let round = 0; round < Number(rounds); round += 1) {
  times.parse.push(
    cpuMs(() => {
      parsed = [JSON.parse(texts[0]), JSON.parse(texts[1])];
    }),
  );
  times.diff.push(
    cpuMs(() => {
      result = compare(...parsed);
    }),
  );
}
const figures: DiffFigures = {
  parseMs: median(times.parse),
  diffMs: median(times.diff),
  bytes: JSON.stringify(result).length,
  smallestBytes: JSON.stringify(smallest).length,
  megabytes: (texts[0].length + texts[1].length) / 1e6,
  peakMiB: process.resourceUsage().maxRSS / 1024,
  ...(tool === 'provkit' && { isIdentity: isIdentity() }),
};
console.log(JSON.stringify(figures));

function isIdentity(): boolean {
  const operations = JSON.parse(JSON.stringify(result)) as jsonpatch.Operation[];
  const [document, wanted] = [JSON.parse(texts[0]) as object, JSON.parse(texts[1]) as object];
  return isDeepStrictEqual(jsonpatch.applyPatch(document, operations).newDocument, wanted);
}
