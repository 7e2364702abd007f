import { walkFromLast } from './from-last.ts';
import { hexPattern } from './hex-pattern.ts';

/** `new RegExp("^sha256:[0-9a-f]{64}$", "u")`, and the same with several lengths to choose from. */
const HEX_REGEXP =
  /new RegExp\("\^([\w:]*)(?:\[0-9a-f\]\{(\d+)\}|\(\?:((?:\[0-9a-f\]\{\d+\}\|?)+)\))\$", "u"\)/g;

/** ajv counts code points; that a text is empty can be seen without counting them. */
const IS_EMPTY = /func\d+\((data\d*)\) < 1\b/g;

/** Whether an object knows a member, asked of its schema. */
const IS_KNOWN = /func\d+\.call\((schema\d+[\w.]*\.properties), (key\d+)\)/g;

/**
 * ajv's code with its slow places replaced, for the same verdicts: patterns of hex digits become a table, names of members
 * a set, a `minLength` of 1 looks at the length, and arrays are walked from their last element.
 */
export function speedUp(source: string): string {
  const known: string[] = [];
  const code = walkFromLast(source)
    .replaceAll(IS_EMPTY, '$1.length < 1')
    .replaceAll(IS_KNOWN, (_, properties: string, key: string) => {
      known.push(`const known${known.length} = new Set(Object.keys(${properties}));`);
      return `known${known.length - 1}.has(${key})`;
    })
    .replaceAll(
      HEX_REGEXP,
      (_, prefix: string, one: string | undefined, several: string | undefined) => {
        const lengths =
          one ?? [...(several ?? '').matchAll(/\{(\d+)\}/g)].map(([, n]) => n).join(', ');
        return `hexPattern(${JSON.stringify(prefix)}, [${lengths}])`;
      },
    );
  const helpers = code.includes('hexPattern(') ? [hexPattern.toString()] : [];
  return [code, ...known, ...helpers].join('\n');
}
