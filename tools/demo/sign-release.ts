import { type SigstoreServer, statementFor } from '@provkit/testkit';
import { bundleToJSON } from '@sigstore/bundle';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness } from '@sigstore/sign';

/** Signs the default release as a release workflow does: sigstore-js against Fulcio and Rekor, with the job's id token. */
export async function signRelease({ url, env }: SigstoreServer): Promise<string> {
  const signer = new FulcioSigner({
    fulcioBaseURL: url,
    identityProvider: { getToken: () => idToken(env) },
  });
  const witnesses = [new RekorWitness({ rekorBaseURL: url, entryType: 'dsse' })];
  const bundle = await new DSSEBundleBuilder({ signer, witnesses }).create({
    data: Buffer.from(JSON.stringify(statementFor())),
    type: 'application/vnd.in-toto+json',
  });
  return JSON.stringify(bundleToJSON(bundle));
}

async function idToken(env: SigstoreServer['env']): Promise<string> {
  const response = await fetch(`${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sigstore`, {
    headers: { authorization: `bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
  });
  const { value } = (await response.json()) as { value: string };
  return value;
}
