import { type JsonValue, pointerOf } from '@provkit/json';
import { isJsonObject } from './json-object.ts';

/** What a member must be. `most` is inclusive: elements, bytes or characters. */
export type MemberRule =
  | { readonly is: 'object' }
  | { readonly is: 'integer' }
  | { readonly is: 'text'; readonly most?: number }
  | { readonly is: 'bytes'; readonly most?: number }
  | { readonly is: 'objects'; readonly most?: number }
  | { readonly is: 'list of bytes'; readonly most?: number };

/** The rule of each member by its name, wherever among known members it stands. */
export type MemberRules = Readonly<Record<string, MemberRule>>;

/** What is wrong, and where (JSON pointer). */
export interface MemberProblem {
  readonly problem: string;
  readonly pointer: string;
}

type Path = readonly (string | number)[];

/** An integer in protobuf's JSON, with one spelling only. Protobuf's decoder would take any text, and read it later. */
const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;

/**
 * What keeps the members of a document in protobuf's JSON from being read in one way only. The generated decoders turn
 * everything into what they expect: arrays and numbers into text, `{"type":"Buffer"}` into bytes, `!!` into no bytes.
 * `null` is the same as an absent member.
 * @see protobuf.dev, "ProtoJSON Format"; client-spec 5: no other variants, and names in lowerCamelCase
 */
export function memberProblem(
  json: JsonValue,
  rules: MemberRules,
  path: Path = [],
): MemberProblem | undefined {
  if (isArray(json)) {
    return firstOf(json.entries(), ([index, element]) =>
      memberProblem(element, rules, [...path, index]),
    );
  }
  if (!isJsonObject(json)) return undefined;
  return firstOf(Object.entries(json), ([name, member]) => {
    const at = [...path, name];
    const rule = ruleOf(name, rules);
    const found = rule ? valueProblem(member, rule) : nameProblem(name, rules);
    // the decoders pass over what they do not know, and so is it here
    if (!found) return rule && memberProblem(member, rules, at);
    const { problem, index } = found;
    return { problem, pointer: pointerOf(index === undefined ? at : [...at, index]) };
  });
}

/** A problem of a value, or of its element at `index`. */
interface ValueProblem {
  readonly problem: string;
  readonly index?: number;
}

/** Go's and Java's readers take `tlog_entries` for `tlogEntries`; we would not see it. */
function nameProblem(name: string, rules: MemberRules): ValueProblem | undefined {
  const camelCase = name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const isAlias = camelCase !== name && ruleOf(camelCase, rules) !== undefined;
  return isAlias ? { problem: `in snake_case, where ${camelCase} is meant` } : undefined;
}

function valueProblem(value: JsonValue, rule: MemberRule): ValueProblem | undefined {
  if (value === null) return undefined;
  if (rule.is === 'objects') return listProblem(value, rule.most, objectProblem);
  if (rule.is === 'list of bytes') return listProblem(value, rule.most, bytesProblem);
  const problem = scalarProblem(value, rule);
  return problem === undefined ? undefined : { problem };
}

function scalarProblem(
  value: JsonValue,
  rule: Exclude<MemberRule, { readonly is: 'objects' | 'list of bytes' }>,
): string | undefined {
  switch (rule.is) {
    case 'object':
      return objectProblem(value);
    case 'bytes':
      return bytesProblem(value, rule.most);
    case 'text':
      return typeof value === 'string' ? lengthProblem(value.length, rule.most) : 'not text';
    case 'integer':
      return isInteger(value) ? undefined : 'not an integer in decimal digits';
  }
}

function listProblem(
  value: JsonValue,
  most: number | undefined,
  elementProblem: (element: JsonValue) => string | undefined,
): ValueProblem | undefined {
  if (!isArray(value)) return { problem: 'not a list' };
  const tooMany = lengthProblem(value.length, most, 'elements');
  if (tooMany !== undefined) return { problem: tooMany };
  return firstOf(value.entries(), ([index, element]) => {
    const problem = elementProblem(element);
    return problem === undefined ? undefined : { problem, index };
  });
}

function objectProblem(value: JsonValue): string | undefined {
  return isJsonObject(value) ? undefined : 'not an object';
}

/**
 * Padded, no other characters, no stray bits (RFC 4648 section 4): what protobuf's JSON writers emit. By writing it again,
 * since a regular expression over groups of four overflows the stack on payloads of a few megabytes.
 */
function bytesProblem(value: JsonValue, most?: number): string | undefined {
  if (typeof value !== 'string') return 'not strict base64';
  const tooMany = lengthProblem(Buffer.byteLength(value, 'base64'), most, 'bytes');
  if (tooMany !== undefined) return tooMany;
  return Buffer.from(value, 'base64').toString('base64') === value
    ? undefined
    : 'not strict base64';
}

function lengthProblem(length: number, most = Infinity, unit = 'characters'): string | undefined {
  return length > most ? `${length} ${unit}, more than ${most}` : undefined;
}

function isInteger(value: JsonValue): boolean {
  return typeof value === 'string' ? INTEGER.test(value) : Number.isSafeInteger(value);
}

function ruleOf(name: string, rules: MemberRules): MemberRule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** `Array.isArray` would turn a read-only array into one of anything. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function firstOf<T, P>(values: Iterable<T>, problemOf: (value: T) => P | undefined): P | undefined {
  for (const value of values) {
    const problem = problemOf(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
