import type { Artifact, BundleSource, Release } from '@provkit/predicate';

/** Reads the bundles that lie beside something. */
export type ReadBeside = () => Promise<readonly BundleSource[]>;

/** The file of a manifest entry, with the bundles beside it; or where it is missing. */
export type ReadReleased = () => Promise<
  | { readonly artifact: Artifact; readonly bundles: readonly BundleSource[] }
  | { readonly missing: string }
>;

/** One thing to verify, as it was named. What is not stated about the release is the command line's. */
export interface Target {
  /** What reports call it. */
  readonly name: string;
  readonly what:
    | { readonly kind: 'file'; readonly path: string; readonly beside: ReadBeside }
    | { readonly kind: 'digest'; readonly artifact: Artifact; readonly beside?: ReadBeside }
    /** `stated`: what the entry says that the file is; it counts where there is no file. */
    | { readonly kind: 'released'; readonly read: ReadReleased; readonly stated?: Artifact }
    | { readonly kind: 'package'; readonly text: string }
    | { readonly kind: 'image'; readonly text: string }
    | { readonly kind: 'layout'; readonly folder: string; readonly digest?: string };
  readonly release?: Release;
}

/** How an argument names what it is about. A file whose name begins so is written `./npm:…`. */
export type ArgumentKind = 'digest' | 'package' | 'image' | 'layout' | 'file';

const PREFIXES: readonly (readonly [RegExp, ArgumentKind])[] = [
  [/^sha(?:256|384|512):/, 'digest'],
  [/^npm:/, 'package'],
  [/^oci:\/\//, 'image'],
  [/^oci-layout:/, 'layout'],
];

/** What an argument names, by how it begins. */
export function kindOf(argument: string): ArgumentKind {
  return PREFIXES.find(([prefix]) => prefix.test(argument))?.[1] ?? 'file';
}
