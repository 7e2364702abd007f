import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeTransport } from '@provkit/http/node';
import {
  ARTIFACT,
  createSigstore,
  type Fault,
  type Loopback,
  type LoopbackRequest,
  startLoopback,
} from '@provkit/testkit';
import { type RegistryRoutes, registryRoutes, SECRET } from './registry-routes.ts';
import { type Ended, runCommand } from './run-command.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');

/** The TUF client's own deadlines are shorter than the HTTP client's. */
const DEADLINES = [
  [100_000, 1_600],
  [30_000, 400],
  [20_000, 1_600],
  [5_000, 400],
] as const;

/** What is verified; each asks other servers. */
export type Subject = 'package' | 'image' | 'cosign' | 'envelope' | 'trust';

/** Servers that can fail, and commands that ask them. */
export interface RegistryWorld {
  /** Lets requests fail; `count` counts those of that path, from 1. */
  readonly setFault: (
    fault: (request: LoopbackRequest, count: number) => Fault | undefined,
  ) => void;
  /** Runs `provkit verify`, with nothing remembered from before. */
  readonly run: (subject: Subject) => Promise<Ended & { readonly requests: number }>;
  readonly close: () => Promise<void>;
}

export async function startRegistryWorld(): Promise<RegistryWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-faults-'));
  const sigstore = createSigstore({ now: () => NOW });
  const routes = registryRoutes(sigstore);
  let faultOf: Parameters<RegistryWorld['setFault']>[0] = () => undefined;
  let asked: LoopbackRequest[] = [];
  const server = await startLoopback((request) => {
    asked.push(request);
    const count = asked.filter(({ url }) => url.pathname === request.url.pathname).length;
    return faultOf(request, count) ?? routes.handle(request);
  });
  const transport = createNodeTransport({ idleMs: 400 });
  const files = filesOf(server, sigstore.trustedRoot, routes);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const cache = join(folder, 'cache');
  const env = { HOME: folder, DOCKER_CONFIG: folder, XDG_CACHE_HOME: cache };
  return {
    setFault: (fault) => {
      faultOf = fault;
    },
    run: async (subject) => {
      asked = [];
      await rm(cache, { recursive: true, force: true });
      const argv = ['verify', ...argumentsFor(subject, server.url), ...EXPECTED];
      const world = { cwd: folder, env, transport, deadlines: DEADLINES, now: NOW };
      return { ...(await runCommand(argv, world)), requests: asked.length };
    },
    close: async () => {
      transport.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

const EXPECTED = [
  '--repo',
  'acme/widgets',
  '--signer-workflow',
  '.github/workflows/release.yml',
  '--format',
  'json',
];

function argumentsFor(subject: Subject, url: string): readonly string[] {
  const root = ['--trusted-root', 'root.json'];
  const image = `oci://${new URL(url).host}/acme/widgets`;
  switch (subject) {
    case 'package':
      return ['npm:widgets@1.2.3', '--registry-keys', 'keys.json', ...root];
    case 'image':
      return [`${image}:v1`, ...root];
    case 'cosign':
      return [`${image}:v2`, ...root];
    case 'envelope':
      return [ARTIFACT.name, '--bundle', 'bare.intoto.jsonl', ...root];
    case 'trust':
      return [
        ...[ARTIFACT.name, '--bundle', 'signed.json', '--trust', 'refresh'],
        ...['--tuf-mirror', `${url}/tuf`, '--tuf-root', 'tuf-root.json'],
      ];
  }
}

function filesOf(
  { url }: Loopback,
  trustedRoot: string,
  { envelope, signed, keys, tufRoot }: RegistryRoutes,
): Readonly<Record<string, string | Uint8Array>> {
  const { host } = new URL(url);
  const root = JSON.parse(trustedRoot) as { tlogs: { baseUrl: string }[] };
  for (const log of root.tlogs) log.baseUrl = url;
  const auth = Buffer.from(`me:${SECRET}`).toString('base64');
  return {
    [ARTIFACT.name]: ARTIFACT.bytes,
    'bare.intoto.jsonl': envelope,
    'signed.json': signed,
    'root.json': JSON.stringify(root),
    'tuf-root.json': tufRoot,
    'keys.json': keys,
    '.npmrc': `registry=${url}/\n//${host}/:_authToken=${SECRET}\n`,
    'config.json': JSON.stringify({ auths: { [host]: { auth } } }),
  };
}
