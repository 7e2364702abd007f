/**
 * The bytes of padded base64, in the standard or the URL-safe alphabet, or `undefined`. DSSE lets signers use either; one
 * text that mixes them, or has stray bits or other characters, could be read in two ways.
 * @see RFC 4648 sections 4 and 5
 */
export function fromEitherBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64'); // takes both alphabets, and skips what belongs to neither
  const standard = bytes.toString('base64');
  const isCanonical = text === standard || text === toUrlSafe(standard);
  return isCanonical ? bytes : undefined;
}

function toUrlSafe(standard: string): string {
  return standard.replaceAll('+', '-').replaceAll('/', '_');
}
