const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A place in a text; both count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The steps of the pointers that are looked for, as a tree. */
interface Node {
  readonly children: Map<string, Node>;
  offset: number | undefined;
}

/** An object or array that is open at the present place of the text. */
interface Frame {
  /** Absent where nothing that is looked for lies inside. */
  readonly node: Node | undefined;
  readonly isObject: boolean;
  /** In an array: index of the element that is being read. */
  index: number;
  /** In an object: the member that is being read. */
  member: Node | undefined;
  isKeyNext: boolean;
}

/**
 * Where in a JSON text the values of JSON pointers stand: members at their name, elements at their beginning, and what is
 * not there where the nearest thing around it is. One walk over the text for all of them; it asks for no valid JSON. Pure.
 */
export function locate(text: string, pointers: readonly string[]): ReadonlyMap<string, Position> {
  const root: Node = { children: new Map(), offset: Math.max(0, text.search(/\S/)) };
  for (const pointer of pointers) stepsOf(pointer).reduce(child, root);
  walk(text, root);
  const offsets = new Map(pointers.map((pointer) => [pointer, offsetOf(root, stepsOf(pointer))]));
  return positionsOf(text, offsets);
}

function stepsOf(pointer: string): readonly string[] {
  const steps = pointer === '' ? [] : pointer.slice(1).split('/');
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function child(node: Node, step: string): Node {
  const known = node.children.get(step);
  if (known) return known;
  const made: Node = { children: new Map(), offset: undefined };
  node.children.set(step, made);
  return made;
}

/** The offset of the innermost step that is in the text. */
function offsetOf(root: Node, steps: readonly string[]): number {
  let node: Node | undefined = root;
  let offset = root.offset ?? 0;
  for (const step of steps) {
    node = node?.children.get(step);
    if (node?.offset === undefined) break;
    offset = node.offset;
  }
  return offset;
}

function walk(text: string, root: Node): void {
  const frames: Frame[] = [];
  /** The node of the value that begins here; an element's offset is noted on the way. */
  const enter = (at: number): Node | undefined => {
    const top = frames.at(-1);
    if (!top) return root;
    if (top.isObject) return top.member;
    const element = top.node?.children.get(String(top.index));
    if (element) element.offset ??= at;
    return element;
  };
  for (let at = 0; at < text.length; at += 1) {
    const top = frames.at(-1);
    switch (text.charCodeAt(at)) {
      case SPACE:
      case TAB:
      case NEWLINE:
      case RETURN:
      case COLON:
        break;
      case OPEN_OBJECT:
        frames.push({
          node: enter(at),
          isObject: true,
          index: 0,
          member: undefined,
          isKeyNext: true,
        });
        break;
      case OPEN_ARRAY:
        frames.push({
          node: enter(at),
          isObject: false,
          index: 0,
          member: undefined,
          isKeyNext: false,
        });
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        frames.pop();
        break;
      case COMMA:
        if (!top) return;
        top.index += 1;
        top.isKeyNext = top.isObject;
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        if (top?.isKeyNext) takeKey(top, text, at, end);
        else enter(at);
        at = end;
        break;
      }
      default:
        enter(at);
        at = endOfWord(text, at);
    }
  }
}

function takeKey(top: Frame, text: string, at: number, end: number): void {
  top.isKeyNext = false;
  top.member = top.node?.children.get(unquoted(text.slice(at, end + 1)));
  if (top.member) top.member.offset ??= at;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

/** The last character of a number, `true`, `false` or `null`: what comes before a mark of JSON or a blank. */
function endOfWord(text: string, start: number): number {
  let at = start;
  while (at + 1 < text.length && !isMark(text.charCodeAt(at + 1))) at += 1;
  return at;
}

function isMark(code: number): boolean {
  return code <= SPACE || code === COMMA || code === CLOSE_OBJECT || code === CLOSE_ARRAY;
}

function unquoted(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal; // no JSON; then it is no name that is looked for
  }
}

/** Counts the lines up to each offset, in one pass. */
function positionsOf(
  text: string,
  offsets: ReadonlyMap<string, number>,
): ReadonlyMap<string, Position> {
  const positions = new Map<string, Position>();
  let line = 1;
  let lineStart = 0;
  for (const [pointer, offset] of [...offsets].toSorted(([, a], [, b]) => a - b)) {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; ) {
      line += 1;
      lineStart = end + 1;
      end = text.indexOf('\n', lineStart);
    }
    positions.set(pointer, { line, column: offset - lineStart + 1 });
  }
  return positions;
}
