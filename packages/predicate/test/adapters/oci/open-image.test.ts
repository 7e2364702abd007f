import type { LoopbackAnswer, OciManifest } from '@provkit/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { loopbackNetwork } from '../../loopback-network.ts';
import { bundleFor, createImage, type Served, serve, sigstore, verdict } from './oci-fixture.ts';

let served: Served | undefined;
afterEach(async () => served?.server.close());

type ServeArguments = Parameters<typeof serve>;
async function start(...given: ServeArguments) {
  served = await serve(...given);
  return served;
}

describe('an image in a registry (S1.3)', () => {
  test('spec 1.6: is known by the digest of its manifest as pulled', async () => {
    const { content, image, digest } = createImage();
    const { opened, server } = await start({ content });
    const name = `${new URL(server.url).host}/acme/widgets@${image}`;
    expect(await opened.resolve()).toEqual({ value: { name, sha256: digest } });
  });

  test('T10: by a digest, and other bytes come, is not that image', async () => {
    const { content, image } = createImage();
    content.manifests.set(image, Buffer.from('{}'));
    const { server } = await start({ content });
    const registry = new URL(server.url).host;
    const again = await serve(
      { content },
      { reference: { registry, repository: 'acme/widgets', digest: image } },
    );
    expect(await again.opened.resolve()).toMatchObject({ problem: { reason: 'malformed' } });
    await again.server.close();
  });

  test('has the bundles that refer to it, by the API for that', async () => {
    const { content, image, digest, bundle } = createImage();
    const attached = content.attach(image, bundle);
    const { opened } = await start({ content });
    const { bundles, problems, source } = await opened.source.find({ name: 'x', sha256: digest });
    expect(problems).toEqual([]);
    expect(bundles).toMatchObject([
      { name: expect.stringMatching(new RegExp(`/acme/widgets@${attached}$`)) },
    ]);
    expect(source).toContain('/acme/widgets');
    expect(verdict(bundles[0], digest)).toBe('pass');
  });

  test('has them by a tag where there is no API, and page by page', async () => {
    const { content, image, digest } = createImage();
    for (let count = 0; count < 5; count += 1) content.attach(image, bundleFor(digest));
    const paged = await start({ content, pageSize: 2 });
    expect((await paged.opened.source.find({ name: 'x', sha256: digest })).bundles).toHaveLength(5);
    await paged.server.close();
    content.listByTag(image);
    const { opened } = await start({ content, hasReferrersApi: false });
    const { bundles, problems } = await opened.source.find({ name: 'x', sha256: digest });
    expect(problems).toEqual([]);
    expect(bundles).toHaveLength(5);
  });

  test.each([400, 404, 405, 406, 501])(
    'takes status %i to mean that there is no API',
    async (status) => {
      const { content, image, digest, bundle } = createImage();
      content.attachCosign(image, [bundle]);
      const { opened } = await start(
        { content },
        {
          otherwise: ({ url }) => (url.pathname.includes('/referrers/') ? { status } : undefined),
        },
      );
      const { bundles, problems } = await opened.source.find({ name: 'x', sha256: digest });
      expect(problems).toEqual([]);
      expect(verdict(bundles[0], digest)).toBe('pass');
    },
  );

  test('has what cosign keeps under its tag, each envelope of its own', async () => {
    const { content, image, digest, bundle } = createImage();
    content.attachCosign(image, [bundle, sigstore.sign()]);
    const { opened } = await start({ content });
    const { bundles, problems } = await opened.source.find({ name: 'x', sha256: digest });
    expect(problems).toEqual([]);
    expect(bundles.map((found) => verdict(found, digest))).toEqual(['pass', 'fail']);
    expect(bundles.map(({ name }) => name.split('.att')[1])).toEqual(['#1', '#2']);
  });

  test('spec 1.2: without any it has definitely none', async () => {
    const { content, digest } = createImage();
    for (const hasReferrersApi of [true, false]) {
      const { opened, server } = await start({ content, hasReferrersApi });
      const found = await opened.source.find({ name: 'x', sha256: digest });
      expect(found).toMatchObject({ bundles: [], problems: [] });
      await server.close();
    }
  });

  test('spec 1.2: that is not there has no definite none', async () => {
    const { content } = createImage();
    const { opened } = await start({ content });
    const found = await opened.source.find({ name: 'x', sha256: 'b'.repeat(64) });
    expect(found).toMatchObject({ bundles: [], problems: [{ reason: 'not_permitted' }] });
  });
});

describe('what is attached and no attestation of this image', () => {
  const find = async (change: (manifest: OciManifest) => void) => {
    const { content, image, digest, bundle } = createImage();
    content.attach(image, bundle, change);
    const { opened } = await start({ content });
    return { ...(await opened.source.find({ name: 'x', sha256: digest })), digest };
  };

  test('T10: a manifest about another image is passed over, whatever the list says', async () => {
    const found = await find(({ subject }) =>
      Object.assign(subject ?? {}, { digest: `sha256:${'b'.repeat(64)}` }),
    );
    expect(found).toMatchObject({ bundles: [], problems: [] });
    const without = await find((manifest) => Reflect.deleteProperty(manifest, 'subject'));
    expect(without).toMatchObject({ bundles: [], problems: [] });
  });

  test('a manifest of another type is passed over without being fetched, one of none is looked at', async () => {
    const other = await find((manifest) =>
      Object.assign(manifest, { artifactType: 'application/spdx+json' }),
    );
    expect(other).toMatchObject({ bundles: [], problems: [] });
    const { bundles, digest } = await find((manifest) =>
      Reflect.deleteProperty(manifest, 'artifactType'),
    );
    expect(verdict(bundles[0], digest)).toBe('pass');
  });

  test('layers of another type are passed over', async () => {
    const found = await find(({ layers }) =>
      Object.assign(layers[0] ?? {}, { mediaType: 'text/plain' }),
    );
    expect(found).toMatchObject({ bundles: [], problems: [] });
  });

  test('malformed: a manifest without layers is there and cannot be read', async () => {
    const { bundles, problems } = await find((manifest) =>
      Reflect.deleteProperty(manifest, 'layers'),
    );
    expect(problems).toEqual([]);
    expect(bundles).toMatchObject([{ problem: 'no layers', pointer: '/layers' }]);
  });

  test('T15: a layer that says that it is too large is not fetched', async () => {
    const { bundles } = await find(({ layers }) => Object.assign(layers[0] ?? {}, { size: 1e12 }));
    expect(bundles).toMatchObject([{ problem: expect.stringContaining('more than') }]);
    expect(served?.server.requests.some(({ url }) => url.pathname.includes('/blobs/'))).toBe(false);
  });

  test('T15: a layer that is larger than it says is left', async () => {
    const { bundles, problems } = await find(({ layers }) =>
      Object.assign(layers[0] ?? {}, { size: 10 }),
    );
    expect(bundles).toEqual([]);
    expect(problems).toMatchObject([{ reason: 'malformed' }]);
  });

  test('T19: more than are read is no definite answer', async () => {
    const { content, image, digest, bundle } = createImage();
    for (let count = 0; count < 101; count += 1) {
      content.attach(image, bundle, (manifest) =>
        Object.assign(manifest, { annotations: { count: String(count) } }),
      );
    }
    const { opened } = await start({ content });
    const found = await opened.source.find({ name: 'x', sha256: digest });
    expect(found.bundles).toHaveLength(100);
    expect(found.problems).toMatchObject([{ reason: 'truncated' }]);
  });

  test('T19: a heap of manifests of no type does not push out one that says what it is', async () => {
    const { content, image, digest, bundle } = createImage();
    for (let count = 0; count < 101; count += 1) {
      content.attach(image, sigstore.sign(), (manifest) => {
        Reflect.deleteProperty(manifest, 'artifactType');
      });
    }
    content.attach(image, bundle);
    const { opened } = await start({ content });
    const { bundles } = await opened.source.find({ name: 'x', sha256: digest });
    expect(bundles.some((found) => verdict(found, digest) === 'pass')).toBe(true);
  });
});

describe('bad input gets a bounded problem and never a definite none (T14, T15, T19)', () => {
  const cases: readonly (readonly [string, LoopbackAnswer, string])[] = [
    ['nonsense', { status: 200, body: '<html>' }, 'malformed'],
    ['too much', { status: 200, headers: { 'content-length': '9999999999' } }, 'malformed'],
    ['troubles of its own', { status: 503 }, 'upstream_unavailable'],
    ['a refusal', { status: 403 }, 'not_permitted'],
    ['come back later', { status: 429, headers: { 'retry-after': '3600' } }, 'rate_limited'],
    ['a broken connection', 'reset', 'upstream_unavailable'],
    ['half an answer', 'truncate', 'upstream_unavailable'],
    ['another host', { status: 307, headers: { location: 'https://evil.example/x' } }, 'malformed'],
    [
      'the cloud’s metadata',
      { status: 307, headers: { location: 'http://169.254.169.254/x' } },
      'malformed',
    ],
  ];
  /** Each with what is found all the same. */
  const places: readonly (readonly [
    string,
    (path: string, attached: string) => boolean,
    number,
  ])[] = [
    ['list of referrers', (path) => path.includes('/referrers/'), 0],
    ['tag of cosign', (path) => path.endsWith('.att'), 1],
    ['manifest of a referrer', (path, attached) => path.endsWith(attached), 0],
    ['blob', (path) => path.includes('/blobs/'), 0],
  ];
  const all = places.flatMap(([place, isPlace, found]) =>
    cases.map(
      ([name, answer, reason]) => [name, place, { answer, isPlace, reason, found }] as const,
    ),
  );

  test.each(all)('%s for the %s', async (_, __, { answer, isPlace, reason, found }) => {
    const { content, image, digest, bundle } = createImage();
    const attached = content.attach(image, bundle);
    const { opened } = await start(
      { content },
      { otherwise: ({ url }) => (isPlace(url.pathname, attached) ? answer : undefined) },
    );
    const { problems, bundles } = await opened.source.find({ name: 'x', sha256: digest });
    expect(problems.map((problem) => problem.reason)).toEqual([reason]);
    expect(bundles).toHaveLength(found);
  });

  test('silence ends, and is no answer', async () => {
    const { content, digest } = createImage();
    const network = loopbackNetwork({ isImpatient: true });
    const { opened } = await start({ content }, { otherwise: () => 'silence', network });
    const { problems } = await opened.source.find({ name: 'x', sha256: digest });
    expect(problems).toMatchObject([{ reason: 'upstream_unavailable' }]);
  });

  test('a next page elsewhere is not fetched', async () => {
    const { content, digest } = createImage();
    const link = '<https://evil.example/v2/x>; rel="next"';
    const { opened } = await start(
      { content },
      {
        otherwise: ({ url }) =>
          url.pathname.includes('/referrers/')
            ? { status: 200, headers: { link }, body: '{"manifests":[]}' }
            : undefined,
      },
    );
    const { problems } = await opened.source.find({ name: 'x', sha256: digest });
    expect(problems).toMatchObject([{ reason: 'malformed' }]);
  });

  test('pages without end are no definite answer', async () => {
    const { content, digest } = createImage();
    const { opened, server } = await start(
      { content },
      {
        otherwise: ({ url }) =>
          url.pathname.includes('/referrers/')
            ? {
                status: 200,
                headers: { link: `<${url.pathname}>; rel="next"` },
                body: '{"manifests":[]}',
              }
            : undefined,
      },
    );
    const { problems } = await opened.source.find({ name: 'x', sha256: digest });
    expect(problems).toMatchObject([{ reason: 'truncated' }]);
    expect(server.requests.length).toBeLessThan(30);
  });

  test('an artifact without SHA-256 is no image', async () => {
    const { content } = createImage();
    const { opened } = await start({ content });
    const { problems } = await opened.source.find({ name: 'x', sha512: 'a'.repeat(128) });
    expect(problems).toMatchObject([{ reason: 'malformed' }]);
  });

  test('the caller’s abort is thrown', async () => {
    const { content, digest } = createImage();
    const { opened } = await start({ content });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(
      opened.source.find({ name: 'x', sha256: digest }, { signal }),
    ).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(opened.resolve(signal)).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
