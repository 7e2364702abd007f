// Measures one comparison in a process of its own: manifest-diff-process.ts TOOL SCENARIO SIZE ROUNDS. Prints JSON.

import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '@provkit/manifest';
import jsonpatch from 'fast-json-patch';
import { besideParsing } from './beside-parsing.ts';
import { SCENARIOS, type Scenario, type ScenarioName, SMALL } from './manifest-scenarios.ts';
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

type Texts = readonly [before: string, after: string];

const [tool = '', scenario = '', size = '', rounds = ''] = process.argv.slice(2);
const compare = await TOOLS[tool as ToolName]();
const { smallest, ...manifests } = SCENARIOS[scenario as ScenarioName](Number(size));
const texts = textsOf(manifests);
const smallTexts = textsOf(SCENARIOS[scenario as ScenarioName](SMALL));
let result: unknown;
const { parseMs, workMs: diffMs } = await besideParsing(Number(rounds), {
  parse: () => parse(texts),
  small: parse(smallTexts),
  work: (parsed) => {
    result = compare(...parsed);
  },
});
const figures: DiffFigures = {
  parseMs,
  diffMs,
  bytes: JSON.stringify(result).length,
  smallestBytes: JSON.stringify(smallest).length,
  megabytes: (texts[0].length + texts[1].length) / 1e6,
  peakMiB: process.resourceUsage().maxRSS / 1024,
  ...(tool === 'provkit' && { isIdentity: isIdentity() }),
};
console.log(JSON.stringify(figures));

function textsOf({ before, after }: Pick<Scenario, 'before' | 'after'>): Texts {
  return [JSON.stringify(before), JSON.stringify(after)];
}

function parse([before, after]: Texts): [before: Manifest, after: Manifest] {
  return [JSON.parse(before) as Manifest, JSON.parse(after) as Manifest];
}

function isIdentity(): boolean {
  const operations = JSON.parse(JSON.stringify(result)) as jsonpatch.Operation[];
  const [document, wanted] = parse(texts);
  return isDeepStrictEqual(jsonpatch.applyPatch(document, operations).newDocument, wanted);
}
