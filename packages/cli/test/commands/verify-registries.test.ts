import { join } from 'node:path';
import {
  ARTIFACT,
  asBareEnvelope,
  createNpmSigner,
  createOciRepository,
  type Loopback,
  type LoopbackAnswer,
  type LoopbackRequest,
  npmRegistry,
  ociRegistry,
  rekorLog,
  startLoopback,
  statementFor,
} from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';
import { LOOPBACK, STILL } from '../network.ts';

const EXPECTED = ['--repo', 'acme/widgets', '--signer-workflow', '.github/workflows/release.yml'];
const SECRET = 'planted-secret-0123456789';

let env: Record<string, string>;
let fixture: Fixture;
let server: Loopback;
let handle: (request: LoopbackRequest) => LoopbackAnswer;

beforeEach(async () => {
  env = {};
  fixture = await createFixture({ env, network: LOOPBACK, clock: STILL });
  env.HOME = fixture.folder;
  handle = () => ({ status: 404 });
  server = await startLoopback((request) => handle(request));
});
afterEach(async () => {
  await server.close();
  await fixture.remove();
});

const verify = (...argv: string[]) =>
  fixture.run('verify', ...EXPECTED, '--trusted-root', 'root.json', '--format', 'json', ...argv);
const firstReport = (stdout: string) => JSON.parse(stdout).reports[0];

describe('provkit verify npm:NAME@VERSION (spec 1.9 B)', () => {
  beforeEach(async () => {
    const signer = createNpmSigner(fixture.sigstore);
    await fixture.write('keys.json', signer.keys);
    await fixture.write(
      '.npmrc',
      `registry=${server.url}\n//${new URL(server.url).host}/:_authToken=${SECRET}\n`,
    );
    handle = npmRegistry({ releases: [signer.release()], credential: `Bearer ${SECRET}` });
  });
  const KEYS = ['--registry-keys', 'keys.json'];

  test('verifies provenance and the registry’s own word, from the user’s registry with the user’s token', async () => {
    const { code, stdout } = await verify('npm:widgets@1.2.3', ...KEYS);
    expect(code).toBe(0);
    expect(firstReport(stdout)).toMatchObject({
      artifacts: [{ name: 'pkg:npm/widgets@1.2.3' }],
      published: [{ verdict: 'pass' }],
    });
    expect(stdout).not.toContain(SECRET);
  });

  test('a registry’s word by a key that nobody knows fails', async () => {
    const { code, stdout } = await verify('npm:widgets@1.2.3');
    expect([code, firstReport(stdout).failureReason]).toEqual([1, 'certificate_untrusted']);
  });

  test('what is not there, or not to be seen, is undecided', async () => {
    const { code, stdout } = await verify('npm:widgets@9.9.9', ...KEYS);
    expect(code).toBe(3);
    expect(firstReport(stdout)).toMatchObject({
      failureReason: 'upstream_unavailable',
      sources: [{ degraded: [{ reason: 'not_permitted' }] }],
    });
  });

  test('a registry must be configured, and a version exact', async () => {
    await fixture.write('.npmrc', '');
    const unknown = await verify('npm:widgets@1.2.3', ...KEYS);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('npm_config_registry'),
    ]);
    const range = await verify('npm:widgets@latest', ...KEYS);
    expect([range.code, range.stderr]).toEqual([2, expect.stringContaining('NAME@1.2.3')]);
  });

  test('the environment and a named file say where packages are', async () => {
    await fixture.write('.npmrc', '');
    env.npm_config_registry = server.url;
    expect((await verify('npm:widgets@1.2.3', ...KEYS)).code).toBe(3); // without the token it is not to be seen
    delete env.npm_config_registry;
    await fixture.write(
      'mine',
      `registry=${server.url}\n//${new URL(server.url).host}/:_authToken=${SECRET}\n`,
    );
    expect((await verify('npm:widgets@1.2.3', ...KEYS, '--npmrc', 'mine')).code).toBe(0);
  });

  test('a bundle that is named is the only one that is looked at (S1.3), beside the registry’s own word', async () => {
    await fixture.write('other.sigstore.json', JSON.stringify(fixture.sigstore.sign()));
    const named = ['--bundle', 'other.sigstore.json'];
    const { code, stdout } = await verify('npm:widgets@1.2.3', ...KEYS, ...named);
    expect([code, firstReport(stdout)]).toMatchObject([
      1,
      {
        failureReason: 'subject_mismatch',
        sources: [{ source: 'the bundles that were named', found: 1 }],
        published: [{ verdict: 'pass' }],
      },
    ]);
  });

  test('--offline asks no registry', async () => {
    const { code, stderr } = await verify('npm:widgets@1.2.3', '--offline');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--offline forbids')]);
    expect(server.requests).toEqual([]);
  });
});

describe('provkit verify of images (spec 1.6)', () => {
  const content = createOciRepository();
  const image = content.image('v1');
  const digest = image.slice('sha256:'.length);

  beforeEach(async () => {
    const statement = statementFor({
      change: (made) => {
        made.subject = [{ name: 'acme/widgets', digest: { sha256: digest } }];
      },
    });
    content.referrers.clear();
    content.attach(image, fixture.sigstore.sign({ statement }));
    const auth = { kind: 'bearer', username: 'me', password: SECRET } as const;
    handle = ociRegistry({ repository: 'acme/widgets', content, auth });
    const { host } = new URL(server.url);
    const credential = Buffer.from(`me:${SECRET}`).toString('base64');
    await fixture.write('config.json', JSON.stringify({ auths: { [host]: { auth: credential } } }));
    env.DOCKER_CONFIG = fixture.folder;
  });
  const reference = () => `oci://${new URL(server.url).host}/acme/widgets:v1`;

  test('resolves the tag, and finds what is attached, with the credentials of docker login', async () => {
    const { code, stdout } = await verify(reference());
    expect(code).toBe(0);
    expect(firstReport(stdout).artifacts).toEqual([
      { name: expect.stringMatching(/acme\/widgets@sha256:/), sha256: digest },
    ]);
    expect(stdout).not.toContain(SECRET);
  });

  test('an image that nobody lets us see is undecided', async () => {
    await fixture.write('config.json', '{}');
    const { code, stdout } = await verify(reference());
    expect([code, firstReport(stdout).verdict]).toEqual([3, 'inconclusive']);
  });

  test('T14: a token from elsewhere is asked for only where that is named', async () => {
    const auth = {
      kind: 'bearer',
      username: 'me',
      password: SECRET,
      realm: 'https://tokens.example/token',
    } as const;
    handle = ociRegistry({ repository: 'acme/widgets', content, auth });
    const { code, stdout } = await verify(reference());
    expect(code).toBe(3);
    expect(stdout).toContain('tokens.example');
    expect(stdout).not.toContain(SECRET);
  });

  test('an image layout is verified without asking anybody', async () => {
    await content.writeLayout(join(fixture.folder, 'layout'));
    for (const name of ['oci-layout:layout', `oci-layout:layout@${image}`]) {
      expect((await verify(name, '--offline')).code).toBe(0);
    }
    expect(server.requests).toEqual([]);
    expect((await verify('oci-layout:nowhere', '--offline')).code).toBe(3);
  });

  test('T10: a layout’s image has the digest by which it was named, also with a bundle that was', async () => {
    await content.writeLayout(join(fixture.folder, 'layout'));
    await fixture.write(`layout/blobs/sha256/${digest}`, '{"layers":[]}');
    const statement = statementFor({
      change: (made) => {
        made.subject = [{ name: 'acme/widgets', digest: { sha256: digest } }];
      },
    });
    await fixture.write('b.sigstore.json', JSON.stringify(fixture.sigstore.sign({ statement })));
    for (const name of ['oci-layout:layout', `oci-layout:layout@${image}`]) {
      const { code, stdout } = await verify(name, '--offline', '--bundle', 'b.sigstore.json');
      expect([code, firstReport(stdout).verdict]).toEqual([3, 'inconclusive']);
    }
  });

  test('a file is no layout, and a host with spaces no host: usage errors, not our own', async () => {
    await fixture.write('file', '');
    const { code, stderr } = await verify('oci-layout:file', '--offline');
    expect([code, stderr]).toEqual([2, expect.stringContaining('file cannot be read')]);
    for (const option of ['--token-host', '--blob-host']) {
      const wrong = await verify(reference(), option, 'https://a b/');
      expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining(option)]);
    }
  });

  test('no image is a usage error', async () => {
    const { code, stderr } = await verify('oci://acme/widgets:v1');
    expect([code, stderr]).toEqual([2, expect.stringContaining('is no image')]);
  });
});

describe('provkit verify of an envelope without a log entry (S1.3)', () => {
  test('asks the logs of the trusted root, and --offline does not', async () => {
    const bare = asBareEnvelope(fixture.sigstore.sign());
    handle = rekorLog([bare]);
    const root = JSON.parse(fixture.sigstore.trustedRoot);
    root.tlogs[0].baseUrl = server.url;
    await fixture.write('root.json', JSON.stringify(root));
    await fixture.write('bare.intoto.jsonl', bare.text);
    const named = [ARTIFACT.name, '--bundle', 'bare.intoto.jsonl'];
    expect((await verify(...named)).code).toBe(0);
    expect(server.requests).toHaveLength(1);
    const offline = await verify(...named, '--offline');
    expect([offline.code, firstReport(offline.stdout).failureReason]).toEqual([
      1,
      'predicate_malformed',
    ]);
    expect(server.requests).toHaveLength(1);
  });
});
