import {
  asBareEnvelope,
  createNpmSigner,
  createOciRepository,
  createTufRepository,
  type LoopbackAnswer,
  type LoopbackRequest,
  npmRegistry,
  ociRegistry,
  rekorLog,
  type Sigstore,
  statementFor,
} from '@provkit/testkit';

/** The secret that must never show: password, and token of the package registry. */
export const SECRET = 'planted-secret-0123456789';

/** Four servers behind one address: a registry of packages, one of images, a log, a TUF repository below `/tuf/`. */
export interface RegistryRoutes {
  readonly handle: (request: LoopbackRequest) => LoopbackAnswer;
  /** An envelope that the log has an entry of. */
  readonly envelope: string;
  /** A bundle that needs no log. */
  readonly signed: string;
  /** The package registry's `keys.json`. */
  readonly keys: string;
  readonly tufRoot: string;
}

export function registryRoutes(sigstore: Sigstore): RegistryRoutes {
  const signer = createNpmSigner(sigstore);
  const tuf = createTufRepository({ 'trusted_root.json': sigstore.trustedRoot });
  const bare = asBareEnvelope(sigstore.sign());
  const packages = npmRegistry({ releases: [signer.release()], credential: `Bearer ${SECRET}` });
  const images = imageRoutes(sigstore);
  const log = rekorLog([bare]);
  const file = (path: string): LoopbackAnswer => {
    const body = tuf.files.get(path);
    return body ? { status: 200, body } : { status: 404 };
  };
  return {
    envelope: bare.text,
    signed: JSON.stringify(sigstore.sign()),
    keys: signer.keys,
    tufRoot: tuf.root,
    handle: (request) => {
      const { pathname } = request.url;
      if (pathname.startsWith('/tuf/')) return file(pathname.slice('/tuf/'.length));
      if (pathname.startsWith('/api/')) return log(request);
      return /^\/(?:v2\/|token$)/.test(pathname) ? images(request) : packages(request);
    },
  };
}

/** The image `v1` has a bundle that refers to it, `v2` an attestation by cosign. */
function imageRoutes(sigstore: Sigstore): RegistryRoutes['handle'] {
  const content = createOciRepository();
  const bundleFor = (image: string) => {
    const sha256 = image.slice('sha256:'.length);
    const change: NonNullable<Parameters<typeof statementFor>[0]>['change'] = (statement) => {
      statement.subject = [{ name: 'acme/widgets', digest: { sha256 } }];
    };
    return sigstore.sign({ statement: statementFor({ change }) });
  };
  const [referred, byCosign] = [content.image('v1'), content.image('v2')];
  content.attach(referred, bundleFor(referred));
  content.attachCosign(byCosign, [bundleFor(byCosign)]);
  const auth = { kind: 'bearer', username: 'me', password: SECRET } as const;
  return ociRegistry({ repository: 'acme/widgets', content, auth });
}
