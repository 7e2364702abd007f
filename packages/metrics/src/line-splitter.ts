/** One line of a log. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its newline; absent where the line is longer than the limit. */
  readonly bytes?: Uint8Array;
  /**
   * There where the line is longer than the limit and ends in zeros, as a power cut leaves them where a file had grown and
   * nothing was written yet; a cancellation after them is left out of account.
   */
  readonly endsInZeros?: true;
  /** Whether a newline ended it. Only the last line can lack one. */
  readonly isWhole: boolean;
}

/** Cuts chunks into lines. */
export interface LineSplitter {
  /** The lines that end within this chunk. The chunk may be reused afterwards. */
  push(chunk: Uint8Array): Line[];
  /** What is left after the last newline, or nothing. */
  end(): Line | undefined;
}

export const NEWLINE = 0x0a;
/** Ends a line that a crash cut off. */
export const CANCEL_BYTE = 0x18;

/**
 * Cuts chunks into lines, keeping at most `maxLineBytes` of an unfinished one: a file without newlines costs no memory.
 * Does no I/O; holds state between calls.
 */
export function createLineSplitter(maxLineBytes: number): LineSplitter {
  let number = 1;
  let kept: Uint8Array[] = [];
  let length = 0;

  const keep = (piece: Uint8Array): void => {
    length += piece.byteLength;
    if (piece.byteLength > 0) kept.push(Buffer.from(piece)); // a copy
    if (length > maxLineBytes) kept = [Buffer.concat(kept.slice(-2)).subarray(-2)];
  };
  const finish = (isWhole: boolean): Line => {
    const [only] = kept;
    const bytes = only && kept.length === 1 ? only : Buffer.concat(kept);
    const line = { number, isWhole, ...(length <= maxLineBytes ? { bytes } : ending(bytes)) };
    number += 1;
    kept = [];
    length = 0;
    return line;
  };

  return {
    push(chunk) {
      const lines: Line[] = [];
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        keep(chunk.subarray(start, end));
        lines.push(finish(true));
        start = end + 1;
      }
      keep(chunk.subarray(start));
      return lines;
    },
    end: () => (length > 0 ? finish(false) : undefined),
  };
}

/** What is told of a line of which only the last two bytes were kept. */
function ending(bytes: Uint8Array): Pick<Line, 'endsInZeros'> {
  return bytes.at(bytes.at(-1) === CANCEL_BYTE ? -2 : -1) === 0 ? { endsInZeros: true } : {};
}
