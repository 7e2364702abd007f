import type { JsonValue } from '@provkit/json';
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { shapeProblem } from './bundle-shape.ts';

/** A bundle, or what is wrong and where (JSON pointer into the bundle). */
export type BundleOutcome =
  | { readonly bundle: Bundle }
  | { readonly problem: string; readonly pointer: string };

/**
 * A JSON value as a Sigstore bundle: the known media types exactly, strict base64, counts within the limits, one
 * member of each oneof. The protobuf decoder alone would read `!!` as base64 and drop what it does not expect.
 */
export function toBundle(json: JsonValue): BundleOutcome {
  const problem = shapeProblem(json);
  if (problem) return problem;
  try {
    return { bundle: bundleFromJSON(json) };
  } catch (error) {
    const fields =
      error instanceof Error && 'fields' in error && Array.isArray(error.fields)
        ? `: ${error.fields.join(', ')} missing or empty`
        : '';
    return { problem: `not a Sigstore bundle of its version${fields}`, pointer: '' };
  }
}
