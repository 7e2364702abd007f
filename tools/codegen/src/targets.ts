import { Manifest } from '@provkit/manifest/schema';
import { EventParts } from '@provkit/metrics/schema';
import { ProvenanceV1, ProvenanceV02, Statement } from '@provkit/predicate/in-toto';
import { PolicyFile } from '@provkit/predicate/policy-schema';
import { compileValidators } from './compile-validators.ts';
import { publicGoodRoot } from './public-good-root.ts';
import { publishedSchema } from './published-schema.ts';

/** A committed file that follows from something else. */
export interface Target {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly generate: () => Promise<string>;
}

/** Everything that is generated. */
export const targets: readonly Target[] = [
  {
    file: 'packages/predicate/src/statement/validate.generated.ts',
    generate: () =>
      compileValidators({
        validateStatement: Statement,
        validateProvenanceV1: ProvenanceV1,
        validateProvenanceV02: ProvenanceV02,
      }),
  },
  {
    file: 'packages/predicate/src/policy/validate.generated.ts',
    generate: () => compileValidators({ validatePolicyFile: PolicyFile }),
  },
  {
    file: 'packages/predicate/schema/policy.v1.schema.json',
    generate: () =>
      publishedSchema(PolicyFile, {
        id: 'https://provkit.dev/schema/policy.v1.schema.json',
        title: 'provkit policy',
      }),
  },
  {
    file: 'packages/manifest/src/manifest.generated.ts',
    generate: () => compileValidators({ validateManifest: Manifest }),
  },
  {
    file: 'packages/manifest/schema/manifest.v1.schema.json',
    generate: () =>
      publishedSchema(Manifest, {
        id: 'https://provkit.dev/schema/manifest.v1.schema.json',
        title: 'provkit release manifest',
      }),
  },
  {
    file: 'packages/predicate/src/trust/public-good.generated.ts',
    generate: publicGoodRoot,
  },
  {
    file: 'packages/metrics/src/event.generated.ts',
    generate: () => compileValidators({ validateEventParts: EventParts }),
  },
];
