/** A text with signatures of several parties under it. @see c2sp.org/signed-note */
export interface SignedNote {
  /** The signed text, its final newline included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** One line of signature. */
export interface NoteSignature {
  /** Who claims to have signed. Not covered by the signature. */
  readonly name: string;
  /** The first four bytes of the key's id. */
  readonly keyHint: Buffer;
  readonly signature: Buffer;
}

/** An em dash, the name, and base64 of key hint and signature. */
const SIGNATURE_LINE = /^\u2014 (\S+) (\S+)$/;
const HINT_BYTES = 4;
/** A log and its witnesses; a note with more lines than this is not one. */
const MAX_SIGNATURES = 64;

/** Reads a signed note; `undefined` for any other text. */
export function parseSignedNote(note: string): SignedNote | undefined {
  const end = note.indexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name, base64] = SIGNATURE_LINE.exec(line) ?? [];
    if (name === undefined || base64 === undefined) return undefined;
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length <= HINT_BYTES || bytes.toString('base64') !== base64) return undefined;
    signatures.push({
      name,
      keyHint: bytes.subarray(0, HINT_BYTES),
      signature: bytes.subarray(HINT_BYTES),
    });
  }
  return { text: note.slice(0, end + 1), signatures };
}
