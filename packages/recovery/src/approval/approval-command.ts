/** What a text says about a plan. */
export type ApprovalCommand =
  | { readonly verb: 'approve' | 'deny'; readonly digest: string }
  /** It begins as a command does, and is none: the digest is not whole, or a letter is another one that looks like it. */
  | { readonly verb: 'malformed' }
  | { readonly verb: 'none' };

/** ASCII alone, and the whole digest: a look-alike letter or a prefix that somebody can grind is no approval (T4). */
const COMMAND = /^\/(approve|deny) ([0-9a-f]{64})$/;

/** The first line that is not empty; blanks around it are space, tab and carriage return, and nothing that Unicode calls a space. */
const BLANKS = ' \t\r';

/**
 * What a comment or a review says in its first line. The first alone, so that a text that quotes a command, or explains one in
 * a block of code, is none. Pure.
 */
export function parseApprovalCommand(body: string): ApprovalCommand {
  const line = firstLine(body);
  const [, verb, digest = ''] = COMMAND.exec(line) ?? [];
  if (verb === 'approve' || verb === 'deny') return { verb, digest };
  return looksLikeOne(line) ? { verb: 'malformed' } : { verb: 'none' };
}

/** One pass: anybody can write a comment of 65,536 blanks, and an expression that looks back at each takes a minute for it. */
function firstLine(body: string): string {
  let start = 0;
  while (start < body.length && `${BLANKS}\n`.includes(body.charAt(start))) start += 1;
  const newline = body.indexOf('\n', start);
  let end = newline < 0 ? body.length : newline;
  while (end > start && BLANKS.includes(body.charAt(end - 1))) end -= 1;
  return body.slice(start, end);
}

/** For a hint to people only; nothing is decided by it. */
function looksLikeOne(line: string): boolean {
  return /^\P{L}{0,3}(?:approve|deny)\b/iu.test(line.normalize('NFKD')) || /^\//.test(line);
}
