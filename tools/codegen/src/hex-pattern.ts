/**
 * What `^prefix[0-9a-f]{length}$` says, without a regular expression: whether a digit is a number or a letter is a coin
 * toss to the processor, and every wrong guess of it costs more than a table does (2.5 times on a SHA-256). Put into
 * generated modules by its source, so it uses nothing around it.
 */
export function hexPattern(
  prefix: string,
  lengths: readonly number[],
): { readonly test: (text: string) => boolean } {
  const isDigit = new Uint8Array(128);
  for (const digit of '0123456789abcdef') isDigit[digit.charCodeAt(0)] = 1;
  return {
    test: (text) => {
      if (!lengths.includes(text.length - prefix.length) || !text.startsWith(prefix)) return false;
      for (let at = prefix.length; at < text.length; at += 1) {
        if (isDigit[text.charCodeAt(at)] !== 1) return false;
      }
      return true;
    },
  };
}
