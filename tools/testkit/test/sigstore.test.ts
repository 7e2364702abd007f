import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier, type VerifierOptions } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import { createSigstore, type SignOptions } from '../src/index.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });

/** sigstore-js's own verdict: the code of its error, or `ok`. */
function verdict(options: SignOptions, thresholds: VerifierOptions = {}): string {
  const trust = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(sigstore.trustedRoot)));
  const entity = toSignedEntity(bundleFromJSON(sigstore.sign(options)), Buffer.from('file'));
  try {
    new Verifier(trust, thresholds).verify(entity);
    return 'ok';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

describe('createSigstore: sigstore-js, which knows nothing of us, agrees', () => {
  test.each([
    [{}],
    [{ version: 'v0.1' }],
    [{ version: 'v0.1', log: 'promise' }],
    [{ version: 'v0.2' }],
    [{ version: 'v0.3-legacy' }],
    [{ timestamp: true }],
    [{ log: 'proof', timestamp: true }],
    [{ message: Buffer.from('file') }],
    [{ entry: 'intoto/0.0.2' }],
    [{ entry: 'hashedrekord/0.0.2', timestamp: true }],
    [{ entry: 'dsse/0.0.2', timestamp: true }],
    [{ message: Buffer.from('file'), entry: 'hashedrekord/0.0.2', timestamp: true }],
  ] satisfies [SignOptions][])('%j verifies', (options) => {
    expect(verdict(options)).toBe('ok');
  });

  test('only a timestamp verifies where no log is asked for', () => {
    expect(verdict({ log: 'none', timestamp: true }, { tlogThreshold: 0 })).toBe('ok');
  });

  test.each([
    [{ log: 'none' }, 'TIMESTAMP_ERROR'],
    [{ log: 'none', timestamp: true }, 'TLOG_ERROR'],
    [{ log: 'proof' }, 'TIMESTAMP_ERROR'],
    [{ loggedAfterMs: 11 * 60_000 }, 'CERTIFICATE_ERROR'],
    [{ scts: 'none' }, 'CERTIFICATE_ERROR'],
    [{ scts: 'unknown-log' }, 'CERTIFICATE_ERROR'],
    [{ message: Buffer.from('other') }, 'SIGNATURE_ERROR'],
  ] satisfies [SignOptions, string][])('%j is refused as %s', (options, code) => {
    expect(verdict(options)).toBe(code);
  });

  test('another instance’s signature is refused', () => {
    const other = createSigstore({ now: () => NOW });
    const trust = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(other.trustedRoot)));
    const entity = toSignedEntity(bundleFromJSON(sigstore.sign()));
    expect(() => new Verifier(trust).verify(entity)).toThrowError(
      expect.objectContaining({ code: 'CERTIFICATE_ERROR' }),
    );
  });
});
