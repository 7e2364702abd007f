import { createHash } from 'node:crypto';
import type { FoundBundle } from './bundle/bundle-source.ts';
import { type ParsedBundle, parseBundles } from './bundle/parse-bundles.ts';
import type { SignatureOutcome, VerifiedSignature } from './signature/verify-signature.ts';
import { parseStatement, type StatementOutcome } from './statement/parse-statement.ts';
import type { TrustProfile } from './trust/profiles.ts';

/** What is found out about evidence without regard to what it is asked for: it depends on bundle, roots and profiles. */
export interface EvidenceWork {
  parse(source: FoundBundle): readonly ParsedBundle[];
  signature(parsed: ParsedBundle, profiles: readonly TrustProfile[]): SignatureOutcome;
  statement(signature: VerifiedSignature, payload: Uint8Array): StatementOutcome;
}

/** Verifies a signature with what the verifier knows. */
export type VerifySignature = EvidenceWork['signature'];

/** Does the work anew each time. */
export function workEachTime(verify: VerifySignature): EvidenceWork {
  return {
    parse: parseBundles,
    signature: verify,
    statement: (_signature, payload) => parseStatement(payload),
  };
}

/** How much is remembered, of what was used last. */
export interface RememberedLimits {
  /** Of content. */
  readonly bytes: number;
  /** Files of bundles. One that was read takes some 70 KB beside its content: a hundred parts in buffers of a shared 8 KiB each. */
  readonly sources: number;
}

/**
 * Does the same work once: of a release of a thousand files under one attestation, its signature is verified once and its
 * statement read once. Sources are the same when their content is, so that nothing is taken for another; what concerns
 * the artifacts is judged anew each time.
 * @param limits a batch of a million bundles must not fill the memory.
 */
export function workOnce(verify: VerifySignature, limits: RememberedLimits): EvidenceWork {
  const parse = parseOnce(limits);
  const signatures = new WeakMap<object, Map<string, SignatureOutcome>>();
  const statements = new WeakMap<VerifiedSignature, StatementOutcome>();
  return {
    parse,
    signature: (parsed, profiles) => {
      if ('problem' in parsed) return verify(parsed, profiles);
      const known = remember(signatures, parsed.bundle, () => new Map<string, SignatureOutcome>());
      const key = profiles.join(' ');
      const outcome = known.get(key) ?? verify(parsed, profiles);
      known.set(key, outcome);
      return outcome;
    },
    statement: (signature, payload) =>
      remember(statements, signature, () => parseStatement(payload)),
  };
}

function parseOnce({ bytes: maxBytes, sources }: RememberedLimits): EvidenceWork['parse'] {
  const known = new Map<
    string,
    { readonly parsed: readonly ParsedBundle[]; readonly bytes: number }
  >();
  let total = 0;
  const forget = (key: string) => {
    total -= known.get(key)?.bytes ?? 0;
    known.delete(key);
  };
  return (source) => {
    if ('problem' in source) return [source];
    const { name, content } = source;
    const key = keyOf(content);
    const { parsed, bytes } = known.get(key) ?? {
      parsed: parseBundles({ name: '', content }),
      bytes: content.length,
    };
    forget(key);
    if (bytes <= maxBytes) {
      known.set(key, { parsed, bytes }); // the last used stands last
      total += bytes;
    }
    for (const oldest of known.keys()) {
      if (total <= maxBytes && known.size <= sources) break;
      forget(oldest);
    }
    return parsed.map((one) => ({ ...one, name: `${name}${one.name}` }));
  };
}

/** Text apart from bytes, and by its UTF-16: UTF-8 would take a lone surrogate for another character. */
function keyOf(content: string | Uint8Array): string {
  return typeof content === 'string'
    ? `text ${createHash('sha256').update(content, 'utf16le').digest('base64')}`
    : `bytes ${createHash('sha256').update(content).digest('base64')}`;
}

function remember<K extends object, V>(memory: WeakMap<K, V>, key: K, work: () => V): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = work();
  memory.set(key, value);
  return value;
}
