// Measures validation in a process of its own: manifest-validate-process.ts VALIDATOR SIZE ROUNDS. Prints JSON.
import { cpuMs, median } from './cpu-time.ts';
import { SCENARIOS } from './manifest-scenarios.ts';

/** What a process found; times are CPU time in ms. */
export interface ValidateFigures {
  readonly parseMs: number;
  readonly validateMs: number;
}

type Validate = (value: unknown) => boolean;

/** What parseManifest runs, as it is published. */
const VALIDATOR = '../../packages/manifest/dist/manifest.generated.js';

const VALIDATORS: Readonly<Record<string, () => Promise<Validate>>> = {
  provkit: async () => {
    const module = (await import(VALIDATOR)) as { readonly validateManifest: Validate };
    return module.validateManifest;
  },
  'ajv at run time': async () => {
    const { Ajv2020 } = await import('ajv/dist/2020.js');
    const { default: schema } = await import('@provkit/manifest/schema.json', {
      with: { type: 'json' },
    });
    return new Ajv2020().compile(schema);
  },
  zod: async () => {
    const { Manifest } = await import('@provkit/manifest/schema');
    return (value) => Manifest.safeParse(value).success;
  },
};

const [name = '', size = '', rounds = ''] = process.argv.slice(2);
const validate = await VALIDATORS[name]?.();
if (!validate) throw new Error(`no validator ${name}`);
const text = JSON.stringify(SCENARIOS['same order'](Number(size)).before);
const times = { parse: [] as number[], validate: [] as number[] };
for (let round = 0; round < Number(rounds); round += 1) {
  let value: unknown;
  times.parse.push(
    cpuMs(() => {
      value = JSON.parse(text);
    }),
  );
  times.validate.push(
    cpuMs(() => {
      if (!validate(value)) throw new Error(`${name} refuses a valid manifest`);
    }),
  );
}
const figures: ValidateFigures = {
  parseMs: median(times.parse),
  validateMs: median(times.validate),
};
console.log(JSON.stringify(figures));
