import { valueAt } from '@provkit/json';
import { fromBase64 } from '../bundle/base64.ts';
import { outcomeOf, readJson, refuse } from '../bundle/malformed.ts';
import type { TufVersions } from './tuf-versions.ts';

/**
 * What is kept of a repository between two refreshes. Nothing in it is believed: trust begins at the root that the caller
 * has, metadata and targets are verified from there each time, and the versions can only forbid.
 */
export interface TufState {
  readonly versions: TufVersions;
  /** Root metadata after the one that trust begins with, by version. */
  readonly roots: Readonly<Record<string, string>>;
  /** Text of metadata by role, those of delegated roles too. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Targets in base64, by name. */
  readonly targets: Readonly<Record<string, string>>;
}

const LIMITS = { maxBytes: 64 * 1024 * 1024, maxDepth: 8, maxValues: 10_000 };

/** The state as text, one line. Pure. */
export function serializeTufState(state: TufState): string {
  return `${JSON.stringify({ version: 1, ...state })}\n`;
}

/**
 * Reads what `serializeTufState` wrote. Pure.
 * @returns `undefined` for anything else: a damaged state is no state, and the versions in it are lost with it
 */
export function parseTufState(text: string | Uint8Array): TufState | undefined {
  const outcome = outcomeOf((): TufState => {
    const json = readJson(text, LIMITS);
    if (valueAt(json, '/version') !== 1) refuse('another version', '/version');
    const version = (role: string) => {
      const value = valueAt(json, `/versions/${role}`);
      return typeof value === 'number' ? value : refuse('no version', `/versions/${role}`);
    };
    const signers = (role: string) => {
      const value = valueAt(json, `/versions/signers/${role}`);
      return typeof value === 'string' ? value : refuse('no signers', `/versions/signers/${role}`);
    };
    const targets = texts(valueAt(json, '/targets'), '/targets');
    for (const [name, base64] of Object.entries(targets)) fromBase64(base64, `/targets/${name}`);
    return {
      versions: {
        root: version('root'),
        timestamp: version('timestamp'),
        snapshot: version('snapshot'),
        targets: version('targets'),
        signers: {
          timestamp: signers('timestamp'),
          snapshot: signers('snapshot'),
          targets: signers('targets'),
        },
      },
      roots: texts(valueAt(json, '/roots'), '/roots'),
      metadata: texts(valueAt(json, '/metadata'), '/metadata'),
      targets,
    };
  });
  return 'value' in outcome ? outcome.value : undefined;
}

function texts(value: unknown, pointer: string): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return refuse('not an object', pointer);
  const entries = Object.entries(value).map(([name, text]): [string, string] =>
    typeof text === 'string' ? [name, text] : refuse('not a text', `${pointer}/${name}`),
  );
  return Object.fromEntries(entries);
}
