// Measures validation in a process of its own: manifest-validate-process.ts VALIDATOR SIZE ROUNDS. Prints JSON.
import { besideParsing } from './beside-parsing.ts';
import { SCENARIOS, SMALL } from './manifest-scenarios.ts';

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
const textOf = (entries: number) => JSON.stringify(SCENARIOS['same order'](entries).before);
const text = textOf(Number(size));
const { parseMs, workMs: validateMs } = await besideParsing(Number(rounds), {
  parse: (): unknown => JSON.parse(text),
  small: JSON.parse(textOf(SMALL)) as unknown,
  work: (value) => {
    if (!validate(value)) throw new Error(`${name} refuses a valid manifest`);
  },
});
const figures: ValidateFigures = { parseMs, validateMs };
console.log(JSON.stringify(figures));
