import type { X509Certificate } from '@sigstore/core';
import { LIMITS } from '../bundle/limits.ts';

const SUBJECT_ALT_NAME = '2.5.29.17';
/** Fulcio's form of a user name, `user!domain`. @see sigstore/fulcio docs/oid-info.md */
const FULCIO_USER_NAME = '1.3.6.1.4.1.57264.1.7';

/** The kinds of name that Fulcio writes, by the context-specific tag of GeneralName (RFC 5280 section 4.2.1.6). */
const KINDS = new Map<number, NameKind>([
  [0, 'user-name'],
  [1, 'email'],
  [6, 'uri'],
]);

/**
 * What a name of each kind looks like. No text is of two kinds, so that who expects `dev@example.com` never gets a URI
 * that reads like it: names are compared as texts.
 */
const FORMS: Readonly<Record<NameKind, RegExp>> = {
  uri: /^[A-Za-z][A-Za-z0-9+.-]*:./, // RFC 3986 section 3.1
  email: /^[^@:]+@[^@:]+$/,
  'user-name': /^[^@:!]+![^@:!]+$/,
};

/** What a subject alternative name is: workflows have URIs. */
export type NameKind = 'uri' | 'email' | 'user-name';

/** A subject alternative name, or why there is none that could be compared. */
export type NameOutcome =
  | { readonly san: string; readonly sanKind: NameKind }
  | { readonly problem: string };

/**
 * The one subject alternative name of a certificate, in ASCII. Read here and not by @sigstore/core, which drops the
 * eighth bit of every byte and takes the first of several names, so that a name could look like another.
 * @see Fulcio writes exactly one name (sigstore/fulcio docs/certificate-specification.md)
 */
export function readName(certificate: X509Certificate): NameOutcome {
  // the extension is an OCTET STRING around the SEQUENCE of names
  const names = certificate.extension(SUBJECT_ALT_NAME)?.valueObj.subs[0]?.subs ?? [];
  const [name] = names;
  if (!name || names.length !== 1) {
    return { problem: `${names.length} subject alternative names where there must be one` };
  }
  const sanKind = [...KINDS].find(([tag]) => name.tag.isContextSpecific(tag))?.[1];
  const value = sanKind === 'user-name' ? userName(name) : name.value;
  if (!sanKind || !value) {
    return { problem: 'the subject alternative name is no URI, e-mail address or user name' };
  }
  const isAscii = value.every((byte) => byte > 0x20 && byte < 0x7f);
  const san = value.toString('latin1');
  return isAscii && FORMS[sanKind].test(san)
    ? { san, sanKind }
    : {
        problem: `the subject alternative name is called a ${sanKind}, and does not read like one`,
      };
}

type GeneralName = X509Certificate['root'];

/** The content of `otherName`: the OID of its form, and the value, which is tagged twice. */
function userName({ subs: [form, value] }: GeneralName): Buffer | undefined {
  const isFulcios =
    form?.tag.isOID() && form.value.length <= LIMITS.oidBytes && form.toOID() === FULCIO_USER_NAME;
  return isFulcios ? value?.subs[0]?.value : undefined;
}
