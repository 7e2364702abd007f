import { isJsonError, type JsonValue, parseJson, schemaProblem } from '@provkit/json';
import { LIMITS } from '../bundle/limits.ts';
import { PredicateError } from '../predicate-error.ts';
import type { AcceptedRelease } from './lineage.ts';
import { validateLockfileFile } from './validate.generated.ts';

/** `provenance.lock.json`: the release accepted last of each line. A line is a name for what follows one another. */
export interface Lockfile {
  readonly version: 1;
  readonly lines: Readonly<Record<string, AcceptedRelease>>;
}

/** A lockfile in which nothing was accepted yet. */
export const EMPTY_LOCKFILE: Lockfile = { version: 1, lines: {} };

/**
 * Reads `provenance.lock.json` (version 1; its JSON Schema is published as `@provkit/predicate/lock.schema.json`). Pure.
 * @param content UTF-8, at most 4 MiB.
 * @param source what errors call it, usually the file's path.
 * @throws PredicateError LOCK_INVALID, naming the JSON pointer, what was found and what is expected
 */
export function parseLockfile(content: string | Uint8Array, source: string): Lockfile {
  const json = readJson(content, source);
  if (!validateLockfileFile(json)) {
    const { pointer, message } = schemaProblem(validateLockfileFile.errors, json);
    throw new PredicateError('LOCK_INVALID', `${source}${pointer && `#${pointer}`}: ${message}`);
  }
  const { $schema: _, ...lockfile } = json as unknown as Lockfile & { $schema?: string }; // by the validator
  return lockfile;
}

function readJson(content: string | Uint8Array, source: string): JsonValue {
  try {
    return parseJson(content, LIMITS.lockfile);
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    throw new PredicateError('LOCK_INVALID', `${source}: ${cause.message}`, { cause });
  }
}

/** The same lockfile, the same bytes: lines in the order of their names, two spaces, a final newline. Pure. */
export function serializeLockfile({ version, lines }: Lockfile): string {
  const names = Object.keys(lines).toSorted();
  const sorted = Object.fromEntries(names.map((name) => [name, lines[name]]));
  return `${JSON.stringify({ version, lines: sorted }, null, 2)}\n`;
}

/** What was accepted of a line, or `undefined`: a name such as `constructor` is no line either. Pure. */
export function acceptedOf({ lines }: Lockfile, line: string): AcceptedRelease | undefined {
  return Object.hasOwn(lines, line) ? lines[line] : undefined;
}

/** The lockfile in which a release is the one accepted last of its line. Pure. */
export function accept(lockfile: Lockfile, line: string, accepted: AcceptedRelease): Lockfile {
  const others = Object.entries(lockfile.lines).filter(([name]) => name !== line);
  return { ...lockfile, lines: Object.fromEntries([...others, [line, accepted]]) };
}
