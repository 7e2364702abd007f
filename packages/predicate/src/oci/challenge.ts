/** What a registry wants before it answers (RFC 9110, 11.6.1). */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** More than this is no challenge. */
const MAX_CHARACTERS = 8_192;

const SCHEME = /[\s,]*([A-Za-z][A-Za-z0-9_-]*)(?=\s|$)\s*/y;
const PARAMETER = /[\s,]*([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]*))/y;

/**
 * The challenges in a `www-authenticate` header, in order. What cannot be read ends the list, and whatever there is of a
 * parameter a second time does not count. Pure.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  if (header.length > MAX_CHARACTERS) return [];
  const scheme = new RegExp(SCHEME);
  const challenges: Challenge[] = [];
  for (;;) {
    const name = scheme.exec(header)?.[1];
    if (name === undefined) return challenges;
    const { parameters, end } = parametersAt(header, scheme.lastIndex);
    challenges.push({ scheme: name.toLowerCase(), parameters });
    scheme.lastIndex = end;
  }
}

function parametersAt(
  header: string,
  start: number,
): { parameters: ReadonlyMap<string, string>; end: number } {
  const parameter = new RegExp(PARAMETER);
  const parameters = new Map<string, string>();
  let end = start;
  for (;;) {
    parameter.lastIndex = end;
    const [, name, quoted, plain = ''] = parameter.exec(header) ?? [];
    if (name === undefined) return { parameters, end };
    const key = name.toLowerCase();
    const value = quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1');
    if (!parameters.has(key)) parameters.set(key, value);
    end = parameter.lastIndex;
  }
}
