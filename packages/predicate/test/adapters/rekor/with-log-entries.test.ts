import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  asBareEnvelope,
  type BareForm,
  createSigstore,
  type Loopback,
  type LoopbackAnswer,
  rekorLog,
  startLoopback,
} from '@provkit/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { addLogEntries, logUrls, withLogEntries } from '../../../src/adapters/rekor/index.ts';
import { summarize } from '../../../src/evidence/index.ts';
import {
  createVerifier,
  definePolicy,
  embeddedTrust,
  parseTrustedRoot,
} from '../../../src/index.ts';
import { loopbackNetwork } from '../../loopback-network.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW.getTime() });
const bundle = sigstore.sign();
const bare = asBareEnvelope(bundle);
const artifact = { name: 'a', sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex') };
const verifier = createVerifier({
  trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
  policy: definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
  }),
});

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function startLog(logged: readonly BareForm[], answer?: LoopbackAnswer): Promise<Loopback> {
  const log = rekorLog(logged);
  const server = await startLoopback((request) => answer ?? log(request));
  servers.push(server);
  return server;
}

const options = (...logs: readonly Loopback[]) => ({
  logs: logs.map(({ url }) => url),
  network: loopbackNetwork(),
});

/** The verdict on an envelope without a bundle, looked up in the logs. */
async function judge(logs: readonly Loopback[], content: string = bare.text) {
  const files = {
    name: 'beside',
    find: async () => ({ source: 'beside', bundles: [{ name: 'x', content }], problems: [] }),
  };
  const found = await withLogEntries(files, options(...logs)).find(artifact);
  const report = verifier.verify({
    artifacts: [artifact],
    bundles: found.bundles,
    sources: [summarize(found)],
    release: { tag: 'v1.2.3' },
    now: NOW,
  });
  return {
    found,
    report,
    verdict: report.verdict === 'pass' ? 'pass' : `${report.verdict} ${report.failureReason}`,
  };
}

describe('withLogEntries (S1.3)', () => {
  test('an envelope without a bundle passes with the entry that the log has of it', async () => {
    const log = await startLog([bare]);
    expect((await judge([log])).verdict).toBe('pass');
    expect(log.requests).toHaveLength(1);
  });

  test('a bundle passes through, and no log is asked', async () => {
    const log = await startLog([]);
    expect((await judge([log], JSON.stringify(bundle))).verdict).toBe('pass');
    expect(log.requests).toEqual([]);
  });

  test('an envelope that no log has is evidence that fails, and not missing', async () => {
    const { verdict, found } = await judge([await startLog([]), await startLog([])]);
    expect(verdict).toBe('fail timestamp_invalid');
    expect(found.problems).toEqual([]);
  });

  test('the next log is asked when one has it not, or cannot say', async () => {
    const good = await startLog([bare]);
    expect((await judge([await startLog([]), good])).verdict).toBe('pass');
    expect((await judge([await startLog([], 'reset'), good])).verdict).toBe('pass');
  });

  test('spec 1.2: a log that cannot say leaves it undecided, whatever another says', async () => {
    const { verdict, found } = await judge([
      await startLog([], { status: 503 }),
      await startLog([]),
    ]);
    expect(verdict).toBe('inconclusive upstream_unavailable');
    expect(found).toMatchObject({ bundles: [], problems: [{ reason: 'upstream_unavailable' }] });
  });

  test('without a log to ask it is undecided, and says why', async () => {
    const { found, verdict } = await judge([]);
    expect(verdict).toBe('inconclusive upstream_unavailable');
    expect(found.problems[0]?.message).toContain('names no log');
  });

  test('the log’s answer is bound: the entry of another signature, however valid, is none', async () => {
    const other = asBareEnvelope(sigstore.sign());
    const log = await startLog([{ text: bare.text, answer: other.answer }]);
    const { verdict, found } = await judge([log]);
    expect(verdict).toBe('inconclusive upstream_unavailable');
    expect(found.problems).toMatchObject([
      { reason: 'malformed', message: expect.stringContaining('another signature') },
    ]);
  });

  test('an entry of a log that nobody trusts is bound, and fails', async () => {
    const strange = createSigstore({ now: () => NOW.getTime(), name: 'stranger.example' });
    const body = JSON.parse(
      Buffer.from(
        bundle.verificationMaterial.tlogEntries[0]?.canonicalizedBody ?? '',
        'base64',
      ).toString(),
    );
    const entry = strange.log.add(body, new Date(NOW.getTime() + 60_000));
    const forged = asBareEnvelope({
      ...bundle,
      verificationMaterial: { ...bundle.verificationMaterial, tlogEntries: [entry] },
    });
    expect((await judge([await startLog([forged])])).verdict).toBe('fail timestamp_invalid');
  });

  test.each<[string, LoopbackAnswer, string]>([
    ['nonsense', { status: 200, body: '<html>' }, 'malformed'],
    ['another document', { status: 200, body: '{}' }, 'malformed'],
    ['a refusal', { status: 400 }, 'upstream_unavailable'],
    ['too much', { status: 200, headers: { 'content-length': '99999999' } }, 'malformed'],
    [
      'another place',
      { status: 307, headers: { location: 'https://evil.example/x' } },
      'malformed',
    ],
    ['a broken connection', 'reset', 'upstream_unavailable'],
    ['half an answer', 'truncate', 'upstream_unavailable'],
    ['come back later', { status: 429, headers: { 'retry-after': '3600' } }, 'rate_limited'],
  ])('T14, T15: a log that answers with %s has said nothing', async (_, answer, reason) => {
    const { found, verdict } = await judge([await startLog([], answer)]);
    expect(found.bundles).toEqual([]);
    expect(found.problems.map((problem) => problem.reason)).toEqual([reason]);
    expect(verdict).toMatch(/^inconclusive /);
  });

  test('T15: what is malformed stays so, and no log is asked about it', async () => {
    const log = await startLog([]);
    const broken = { name: 'b', problem: 'x' };
    const spoiled = { name: 'x', content: bare.text.replace('BEGIN CERTIFICATE', 'BEGIN') };
    const { bundles } = await addLogEntries([broken, spoiled], options(log));
    expect(bundles).toMatchObject([broken, { name: 'x', pointer: '/signatures/0/cert' }]);
    expect(log.requests).toEqual([]);
  });

  test('the caller’s abort is thrown', async () => {
    const log = await startLog([]);
    const signal = AbortSignal.abort(new Error('enough'));
    const asked = addLogEntries([{ name: 'x', content: bare.text }], options(log), signal);
    await expect(asked).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('logUrls', () => {
  test('are those of the root, of version 1 alone', () => {
    const urls = logUrls(embeddedTrust('public-good'));
    expect(urls).toHaveLength(1);
    expect(urls[0]).toMatch(/^https:\/\/[a-z.]+$/);
  });

  test('each once', () => {
    const { roots } = embeddedTrust('public-good');
    expect(logUrls({ roots: [roots[0], roots[0]] })).toHaveLength(1);
  });
});
