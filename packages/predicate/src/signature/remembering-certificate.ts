import type { KeyObject } from 'node:crypto';
import { crypto, X509Certificate } from '@sigstore/core';
import { encodeDer } from './encode-der.ts';

type Extension = ReturnType<X509Certificate['extension']>;

/** What is found out about a certificate, which nobody changes. */
interface Memory {
  der?: Buffer;
  tbs?: Buffer;
  publicKey?: Buffer;
  key?: KeyObject;
  /** Whose signature it has: only what held is remembered. By what was parsed, of which each certificate has its own. */
  readonly signedBy: WeakSet<X509Certificate['root']>;
  readonly extensions: Map<string, Extension>;
  list?: X509Certificate['extensions'];
  notBeforeMs?: number;
  notAfterMs?: number;
  subjectKeyId?: { readonly value: X509Certificate['extSubjectKeyID'] };
  authorityKeyId?: { readonly value: X509Certificate['extAuthorityKeyID'] };
  basicConstraints?: { readonly value: X509Certificate['extBasicConstraints'] };
  keyUsage?: { readonly value: X509Certificate['extKeyUsage'] };
}

/**
 * A certificate that gives every answer of `X509Certificate` and finds each out once. sigstore-js encodes certificates anew
 * whenever it compares them, and verifies the same intermediate under the same root for every bundle: three times as many P-384
 * verifications as there are, ten times the work. What it decides with the answers stays its own.
 */
export class RememberingCertificate extends X509Certificate {
  /** Shared with what inherits from this one (`Object.create`). */
  private readonly memory: Memory = { signedBy: new WeakSet(), extensions: new Map() };

  override get publicKey(): Buffer {
    const info = this.tbsCertificate.subs[6]; // RFC 5280 section 4.1: after version, serial number, algorithm, issuer, validity, subject
    this.memory.publicKey ??= info ? encodeDer(info) : super.publicKey; // which throws
    return this.memory.publicKey;
  }

  override get notBefore(): Date {
    this.memory.notBeforeMs ??= super.notBefore.getTime();
    return new Date(this.memory.notBeforeMs);
  }

  override get notAfter(): Date {
    this.memory.notAfterMs ??= super.notAfter.getTime();
    return new Date(this.memory.notAfterMs);
  }

  override get extensions(): X509Certificate['extensions'] {
    this.memory.list ??= super.extensions.map(rememberingItsOid);
    return this.memory.list;
  }

  override get extSubjectKeyID(): X509Certificate['extSubjectKeyID'] {
    this.memory.subjectKeyId ??= { value: super.extSubjectKeyID };
    return this.memory.subjectKeyId.value;
  }

  override get extAuthorityKeyID(): X509Certificate['extAuthorityKeyID'] {
    this.memory.authorityKeyId ??= { value: super.extAuthorityKeyID };
    return this.memory.authorityKeyId.value;
  }

  override get extBasicConstraints(): X509Certificate['extBasicConstraints'] {
    this.memory.basicConstraints ??= { value: super.extBasicConstraints };
    return this.memory.basicConstraints.value;
  }

  override get extKeyUsage(): X509Certificate['extKeyUsage'] {
    this.memory.keyUsage ??= { value: super.extKeyUsage };
    return this.memory.keyUsage.value;
  }

  override extension(oid: string): Extension {
    const { extensions } = this.memory;
    if (!extensions.has(oid)) extensions.set(oid, super.extension(oid));
    return extensions.get(oid);
  }

  /** Whether `issuer`, or by default itself, has signed it. @throws whatever Node throws of a key that it cannot read */
  override verify(issuer: X509Certificate = this): boolean {
    if (!(issuer instanceof RememberingCertificate)) return super.verify(issuer);
    const { signedBy } = this.memory;
    if (signedBy.has(issuer.root)) return true;
    const isSigned = crypto.verify(
      this.tbs,
      issuer.key,
      this.signatureValue,
      this.signatureAlgorithm,
    );
    if (isSigned) signedBy.add(issuer.root);
    return isSigned;
  }

  override equals(other: X509Certificate): boolean {
    if (other === this) return true;
    return other instanceof RememberingCertificate
      ? this.der.equals(other.der)
      : super.equals(other);
  }

  /** The whole in DER, byte for byte as `root.toDER()`. */
  get der(): Buffer {
    this.memory.der ??= encodeDer(this.root);
    return this.memory.der;
  }

  private get tbs(): Buffer {
    this.memory.tbs ??= encodeDer(this.tbsCertificate);
    return this.memory.tbs;
  }

  private get key(): KeyObject {
    this.memory.key ??= crypto.createPublicKey(this.publicKey);
    return this.memory.key;
  }
}

type ExtensionDer = X509Certificate['extensions'][number];

/** Whoever looks for an extension reads the identifiers of all before it: twenty for the last of Fulcio's, each time. */
function rememberingItsOid(extension: ExtensionDer): ExtensionDer {
  const [oid] = extension.subs;
  if (oid?.tag.isOID()) {
    const text = oid.toOID();
    Object.defineProperty(oid, 'toOID', { value: () => text });
  }
  return extension;
}
