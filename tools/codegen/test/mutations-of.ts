import fc from 'fast-check';

type Step = string | number;
type Path = readonly Step[];

/** Values that validators are apt to differ about: big and broken numbers, line ends, names that objects have of themselves. */
const ODD = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1,
  1.5,
  2,
  365,
  366,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e300,
  '',
  ' ',
  '\n',
  'x\n',
  '\ud83d\ude00',
  '\ud83d\ude00'.repeat(41),
  'x'.repeat(80),
  'x'.repeat(81),
  '__proto__',
  '1',
  [],
  {},
  [null],
];

/** Values that come of one of the samples by one to three changes: a member or element replaced, removed, added or doubled. */
export function mutationsOf(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('replace', 'remove', 'add', 'double'),
    key: fc.oneof(fc.constantFrom('x', '', 'toString', 'constructor', 'name'), fc.string()),
    value: fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 2 })),
  });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([sample, changes]) =>
      changes.reduce((value, { at, kind, key, value: other }) => {
        const paths = pathsOf(value);
        const path = paths[at % paths.length] ?? [];
        if (kind === 'replace') return edit(value, path, () => other);
        if (kind === 'remove') return edit(value, path, () => undefined);
        return edit(value, path, (old) => (kind === 'add' ? extend(old, key, other) : double(old)));
      }, sample),
    );
}

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  const members: readonly (readonly [Step, unknown])[] = Array.isArray(value)
    ? value.map((element, index) => [index, element])
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [path, ...members.flatMap(([step, member]) => pathsOf(member, [...path, step]))];
}

/** The value with what stands at the path changed; `undefined` removes it. */
function edit(value: unknown, [step, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown, index) => {
      if (index !== step) return [element];
      const edited = edit(element, rest, change);
      return edited === undefined ? [] : [edited];
    });
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) =>
    key === step ? [key, edit(member, rest, change)] : [key, member],
  );
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

function extend(old: unknown, key: string, value: unknown): unknown {
  if (Array.isArray(old)) return [...old, value];
  return isObject(old) && key !== '__proto__' ? { ...old, [key]: value } : old;
}

function double(old: unknown): unknown {
  if (Array.isArray(old)) return [...old, ...old];
  return typeof old === 'string' ? old + old : old;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
