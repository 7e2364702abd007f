/** As ajv writes a loop over the elements of an array. */
const LOOP = /for\(let i(\d+)=0; i\1<len\1; i\1\+\+\)\{/g;
/** The end of the parameters of a validator. */
const LAST_PARAMETER = /dynamicAnchors=\{\}\}=\{\}\)\{/g;
const EXPORT = /export const (\w+) = (validate\d+);/g;

type AjvValidator = ((value: unknown, context?: undefined, isFromLast?: boolean) => boolean) & {
  errors?: unknown;
};

/**
 * ajv's code with arrays walked from the last element to the first, for the same verdicts and errors. That is upwards in
 * memory: when V8's garbage collector moves what `JSON.parse` has made, later elements come to lie before earlier ones, and
 * walking down costs a quarter more as soon as a document outgrows the processor's caches.
 */
export function walkFromLast(source: string): string {
  const walking = source.replaceAll(LOOP, (_, n: string) => {
    const index = `isFromLast ? len${n} - 1 - step${n} : step${n}`;
    return `for(let step${n}=0; step${n}<len${n}; step${n}++){const i${n} = ${index};`;
  });
  if (walking === source) return source;
  const code = walking
    .replaceAll(LAST_PARAMETER, 'dynamicAnchors={}}={}, isFromLast=false){')
    .replaceAll(EXPORT, 'export const $1 = fromLast($2);');
  return `${code}\n${fromLast.toString()}`;
}

/**
 * A validator that looks from the last element first, and where something is wrong a second time from the first, so that
 * what it reports is the first error in the document. Put into generated modules by its source.
 */
function fromLast(validate: AjvValidator): AjvValidator {
  const judge: AjvValidator = (value) => {
    const isValid = validate(value, undefined, true) || validate(value);
    judge.errors = validate.errors;
    return isValid;
  };
  return judge;
}
