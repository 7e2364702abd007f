import type { X509Certificate } from '@sigstore/core';

const SUBJECT_ALT_NAME = '2.5.29.17';
/** Context-specific tags of GeneralName (RFC 5280 section 4.2.1.6). */
const RFC822_NAME = 1;
const URI = 6;

/** A subject alternative name, or why there is none that could be compared. */
export type NameOutcome = { readonly san: string } | { readonly problem: string };

/**
 * The one subject alternative name of a certificate: a URI or an e-mail address of ASCII characters. Read here and not
 * by @sigstore/core, which drops the eighth bit of every byte and takes the first of several names, so that a name
 * could look like another.
 * @see Fulcio writes exactly one name (sigstore/fulcio docs/certificate-specification.md)
 */
export function readName(certificate: X509Certificate): NameOutcome {
  // the extension is an OCTET STRING around the SEQUENCE of names
  const names = certificate.extension(SUBJECT_ALT_NAME)?.valueObj.subs[0]?.subs ?? [];
  const [name] = names;
  if (!name || names.length !== 1) {
    return { problem: `${names.length} subject alternative names where there must be one` };
  }
  if (!name.tag.isContextSpecific(URI) && !name.tag.isContextSpecific(RFC822_NAME)) {
    return { problem: 'the subject alternative name is neither a URI nor an e-mail address' };
  }
  const isAscii = name.value.length > 0 && name.value.every((byte) => byte > 0x20 && byte < 0x7f);
  return isAscii
    ? { san: name.value.toString('latin1') }
    : { problem: 'the subject alternative name has characters that no URI or e-mail address has' };
}
