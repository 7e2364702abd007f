import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFromJSON, bundleToJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness } from '@sigstore/sign';
import { getTrustedRoot } from '@sigstore/tuf';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_CLAIMS, type SigstoreServer, startSigstore, statementFor } from '../src/index.ts';

let server: SigstoreServer;
beforeAll(async () => {
  server = await startSigstore({ now: Date.now });
});
afterAll(() => server.close());

/** The id token of the job, asked for as the runner's toolkit does. */
async function idToken(): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN } = server.env;
  const response = await fetch(`${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sigstore`, {
    headers: { authorization: `bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
  });
  const { value } = (await response.json()) as { value: string };
  return value;
}

const sign = (witnesses: ('rekor' | 'tsa')[]) =>
  new DSSEBundleBuilder({
    signer: new FulcioSigner({
      fulcioBaseURL: server.url,
      identityProvider: { getToken: idToken },
    }),
    witnesses: [
      ...(witnesses.includes('rekor')
        ? [new RekorWitness({ rekorBaseURL: server.url, entryType: 'dsse' })]
        : []),
      ...(witnesses.includes('tsa') ? [new TSAWitness({ tsaBaseURL: server.url })] : []),
    ],
  }).create({
    data: Buffer.from(JSON.stringify(statementFor())),
    type: 'application/vnd.in-toto+json',
  });

const SAN = `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`;

describe('startSigstore', () => {
  test('what sigstore-js signs with it, sigstore-js verifies against its root', async () => {
    const bundle = bundleFromJSON(bundleToJSON(await sign(['rekor', 'tsa'])));
    const root = TrustedRoot.fromJSON(JSON.parse(server.sigstore.trustedRoot));
    const signer = new Verifier(toTrustMaterial(root)).verify(toSignedEntity(bundle));
    expect(signer.identity?.subjectAlternativeName).toBe(SAN);
  });

  test('its root comes through the real TUF client', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'provkit-tuf-'));
    try {
      const rootPath = join(folder, 'root.json');
      await writeFile(rootPath, server.tufRoot);
      const root = await getTrustedRoot({
        mirrorURL: server.url,
        cachePath: join(folder, 'cache'),
        rootPath,
        forceInit: true,
        retry: 0,
      });
      expect(TrustedRoot.toJSON(root)).toEqual(
        TrustedRoot.toJSON(TrustedRoot.fromJSON(JSON.parse(server.sigstore.trustedRoot))),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('an id token needs the job’s request token', async () => {
    const response = await fetch(`${server.env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=x`);
    expect(response.status).toBe(401);
  });

  test('the certificate says what the claims say', async () => {
    server.setClaims({
      ...DEFAULT_CLAIMS,
      job_workflow_ref: 'acme/ci/.github/workflows/x.yml@refs/tags/v1.0.0',
    });
    const bundle = bundleFromJSON(bundleToJSON(await sign(['rekor'])));
    server.setClaims(DEFAULT_CLAIMS);
    const root = TrustedRoot.fromJSON(JSON.parse(server.sigstore.trustedRoot));
    const signer = new Verifier(toTrustMaterial(root)).verify(toSignedEntity(bundle));
    expect(signer.identity?.subjectAlternativeName).toBe(
      'https://github.com/acme/ci/.github/workflows/x.yml@refs/tags/v1.0.0',
    );
  });
});
