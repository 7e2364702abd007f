import { generateKeyPair, type SignOptions, signWith, type TestBundle } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { by, entryOf, fails, proofOf, sigstore, stamp, stranger, verdict } from '../ask.ts';

const set = (member: string, value: unknown) => (bundle: TestBundle) => {
  Object.assign(proofOf(bundle), { [member]: value });
};
const zeros = (bytes: number) => Buffer.alloc(bytes).toString('base64');
/** Proven, and witnessed by a timestamp: nothing rests on a promise. */
const PROVEN: SignOptions = { log: 'proof', timestamp: true };

describe('whose entries count (client-spec 4.4, spec 1.3 #5)', () => {
  test('an entry of an unknown log beside a good one does no harm, and alone does not count', () => {
    const foreign = stranger.sign().verificationMaterial.tlogEntries;
    const beside = (bundle: TestBundle) =>
      bundle.verificationMaterial.tlogEntries.unshift(...foreign);
    expect(verdict({ change: beside })).toBe('pass');
    const alone = (bundle: TestBundle) => {
      stamp(bundle, by(sigstore));
      bundle.verificationMaterial.tlogEntries = foreign;
    };
    expect(verdict({ change: alone })).toMatch(fails('log-entry', 'no transparency log'));
  });

  test('an entry of an unknown log under the id of a known one fails', () => {
    const change = (bundle: TestBundle) => {
      const [foreign = {}] = structuredClone(stranger.sign().verificationMaterial.tlogEntries);
      bundle.verificationMaterial.tlogEntries = [
        { ...foreign, logId: { keyId: sigstore.log.keys.keyId.toString('base64') } },
      ];
    };
    expect(verdict({ change })).toMatch(fails('observed-time', 'not signed its promise'));
  });

  test('a broken entry of a known log fails beside a good one', () => {
    const change = (bundle: TestBundle) => {
      const other = sigstore.sign(PROVEN).verificationMaterial.tlogEntries;
      bundle.verificationMaterial.tlogEntries.push(...other);
    };
    expect(verdict({ change })).toMatch(fails('log-entry', 'log entry 1'));
  });
});

describe('proof of inclusion (client-spec 4.4)', () => {
  test.each([
    ['rootHash', zeros(32), 'root hash'],
    ['rootHash', '', 'root hash'],
    ['treeSize', '7000', 'tree size'],
    ['treeSize', '0', 'tree size'],
    ['logIndex', '3', 'does not lead'],
    ['logIndex', '-1', 'negative'],
    ['logIndex', '999', 'does not lead'],
    ['logIndex', '99999999999', 'differ in index'],
    ['logIndex', '18446744073709551616', 'negative'],
    ['hashes', [], 'does not lead'],
    ['hashes', [zeros(32)], 'does not lead'],
    ['hashes', [zeros(31), zeros(33)], 'does not lead'],
    ['checkpoint', { envelope: 'x' }, 'no signed note'],
  ])('a proof with another %s %j fails', (member, value, why) => {
    expect(verdict({ options: PROVEN, change: set(member, value) })).toMatch(
      fails('log-entry', why),
    );
    expect(verdict({ change: set(member, value) })).toMatch(fails('log-entry', why));
  });

  test('an entry whose own index is negative fails', () => {
    const change = (bundle: TestBundle) => Object.assign(entryOf(bundle), { logIndex: '-1' });
    expect(verdict({ options: PROVEN, change })).toMatch(fails('log-entry', 'negative'));
  });

  test.each([['1e3'], ['0x5'], [' 5'], ['05'], ['5.0'], ['+5'], [5.5], [true], [['5']]])(
    'T15: the index %j is no integer of protobuf’s JSON',
    (logIndex) => {
      const change = (bundle: TestBundle) => Object.assign(entryOf(bundle), { logIndex });
      expect(verdict({ options: PROVEN, change })).toMatch(fails('bundle', 'integer'));
    },
  );

  test('a proof that is true of an older tree, in which the entry was not yet, fails', () => {
    const older = proofOf(sigstore.sign());
    const change = (bundle: TestBundle) => {
      const { rootHash, treeSize, checkpoint } = older;
      Object.assign(proofOf(bundle), { rootHash, treeSize, checkpoint });
    };
    expect(verdict({ options: PROVEN, change })).toMatch(fails('log-entry', 'does not lead'));
  });

  test('a tree size and root that nobody has signed prove nothing, however they fit', () => {
    const change = (bundle: TestBundle) => {
      const proof = proofOf(bundle) as { rootHash: string; checkpoint: { envelope: string } };
      const rootHash = Buffer.alloc(32, 7).toString('base64');
      const envelope = proof.checkpoint.envelope.replace(proof.rootHash, rootHash);
      Object.assign(proof, { rootHash, checkpoint: { envelope } });
    };
    expect(verdict({ options: PROVEN, change })).toMatch(fails('log-entry', 'not signed'));
  });
});

describe('checkpoints (client-spec 4.4, rekor-v2-spec 7.2)', () => {
  test('the checkpoint of another log fails', () => {
    const { checkpoint } = proofOf(stranger.sign());
    expect(verdict({ change: set('checkpoint', checkpoint) })).toMatch(
      fails('log-entry', 'not signed'),
    );
  });

  test('another key under the key hint of the log fails', () => {
    const change = (bundle: TestBundle) => {
      const { checkpoint } = proofOf(bundle) as { checkpoint: { envelope: string } };
      const [text = ''] = checkpoint.envelope.split('\n\n');
      const signature = signWith(Buffer.from(`${text}\n`), generateKeyPair());
      const hint = sigstore.log.keys.keyId.subarray(0, 4);
      const line = `\u2014 ${sigstore.log.name} ${Buffer.concat([hint, signature]).toString('base64')}`;
      Object.assign(checkpoint, { envelope: `${text}\n\n${line}\n` });
    };
    expect(verdict({ options: PROVEN, change })).toMatch(fails('log-entry', 'not signed'));
  });

  test.each([
    ['another host', 'log.evil.example'],
    ['a part of its name', sigstore.logV2.name.split('.').slice(1).join('.')],
    ['its name and more', `${sigstore.logV2.name}.evil.example`],
    ['the form of version 1', `${sigstore.logV2.name} - 1193050959916656506`],
    ['nothing', ''],
  ])('version 2: an origin that is %s fails, though the log has signed it', (_, origin) => {
    const options: SignOptions = { entry: 'hashedrekord/0.0.2', timestamp: true };
    const change = (bundle: TestBundle) => {
      const { treeSize, rootHash } = proofOf(bundle);
      const envelope = sigstore.logV2.checkpoint(origin, String(treeSize), String(rootHash));
      Object.assign(proofOf(bundle), { checkpoint: { envelope } });
    };
    expect(verdict({ options })).toBe('pass');
    expect(verdict({ options, change })).toMatch(fails('log-entry', 'of another log'));
  });

  test('version 2: the indices of entry and proof must be one', () => {
    const options: SignOptions = { entry: 'hashedrekord/0.0.2', timestamp: true };
    const change = (bundle: TestBundle) => Object.assign(entryOf(bundle), { logIndex: '1' });
    expect(verdict({ options, change })).toMatch(fails('log-entry', 'differ in index'));
  });

  test('T15: what a checkpoint says of itself enters the report only in part', () => {
    const change = (bundle: TestBundle) => {
      const { treeSize, rootHash } = proofOf(bundle);
      const origin = 'x'.repeat(10_000);
      const envelope = sigstore.logV2.checkpoint(origin, String(treeSize), String(rootHash));
      Object.assign(proofOf(bundle), { checkpoint: { envelope } });
    };
    const options: SignOptions = { entry: 'hashedrekord/0.0.2', timestamp: true };
    expect(verdict({ options, change }).length).toBeLessThan(500);
  });

  test('early bundles whose proof has no checkpoint rest on their promise', () => {
    const change = (bundle: TestBundle) => {
      Reflect.deleteProperty(proofOf(bundle), 'checkpoint');
    };
    expect(verdict({ options: { version: 'v0.1' }, change })).toBe('pass');
    expect(verdict({ options: { version: 'v0.2' }, change })).toMatch(
      fails('bundle', 'checkpoint'),
    );
  });

  test('a checkpoint that is there must hold, also where an early bundle could do without', () => {
    const change = set('checkpoint', { envelope: '' });
    expect(verdict({ options: { version: 'v0.1' }, change })).toMatch(
      fails('log-entry', 'no signed note'),
    );
  });
});
