import {
  createOciRepository,
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type Loopback,
  type LoopbackAnswer,
  type LoopbackRequest,
  type OciRegistryOptions,
  ociRegistry,
  startLoopback,
  statementFor,
  type TestBundle,
} from '@provkit/testkit';
import { type ImageOptions, type OpenImage, openImage } from '../../../src/adapters/oci/index.ts';
import { type FoundBundle, parseTrustedRoot, verifyBundle } from '../../../src/index.ts';
import { loopbackNetwork } from '../../loopback-network.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
export const sigstore = createSigstore({ now: () => NOW });

/** A repository with one image, and a bundle about it that is not attached yet. */
export function createImage() {
  const content = createOciRepository();
  const image = content.image('v1');
  const digest = image.slice('sha256:'.length);
  return { content, image, digest, bundle: bundleFor(digest) };
}

export function bundleFor(sha256: string): TestBundle {
  const statement = statementFor({
    change: (made) => {
      made.subject = [{ name: 'registry.example/acme/widgets', digest: { sha256 } }];
    },
  });
  return sigstore.sign({ statement });
}

/** Whether a bundle that was found proves who built the image, or what is wrong with it. */
export function verdict(found: FoundBundle | undefined, sha256: string): string {
  if (!found) return 'none';
  if ('problem' in found) return found.problem;
  return verifyBundle({
    bundle: found,
    artifact: { name: 'image', sha256 },
    trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
    signer: { san: `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`, issuer: GITHUB_ISSUER },
  }).verdict;
}

export interface Served {
  readonly server: Loopback;
  readonly opened: OpenImage;
}

/** Serves a repository as `acme/widgets`, and opens its image `v1`. */
export async function serve(
  registry: Omit<OciRegistryOptions, 'repository'>,
  {
    otherwise = () => undefined,
    ...options
  }: Partial<ImageOptions> & {
    readonly otherwise?: (request: LoopbackRequest) => LoopbackAnswer | undefined;
  } = {},
): Promise<Served> {
  const handle = ociRegistry({ repository: 'acme/widgets', ...registry });
  const server = await startLoopback((request) => otherwise(request) ?? handle(request));
  const reference = {
    registry: new URL(server.url).host,
    repository: 'acme/widgets',
    tag: 'v1',
    ...options.reference,
  };
  const opened = openImage({ network: loopbackNetwork(), ...options, reference });
  return { server, opened };
}
