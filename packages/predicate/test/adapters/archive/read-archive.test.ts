import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ZipEntry, type ZipOptions, zip } from '@provkit/testkit';
import fc from 'fast-check';
import { Zip, ZipDeflate, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Archive, readArchive } from '../../../src/adapters/archive/read-archive.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '../../../src/archive/archive-entry.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Uint8Array, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
  const path = join(folder, 'test.zip');
  await writeFile(path, bytes);
  return readArchive(path, limits);
}

const readZip = (entries: readonly ZipEntry[], options?: ZipOptions) => read(zip(entries, options));

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

async function problemOf(entries: readonly ZipEntry[], options?: ZipOptions): Promise<string> {
  const archive = await readZip(entries, options);
  return 'problem' in archive ? archive.problem : 'none';
}

describe('readArchive', () => {
  test('digests every file, and keeps what may be an attestation', async () => {
    const archive = await readZip([
      { name: 'bin/', mode: 0o040755, isStored: true },
      { name: 'bin/widgets', content: 'program', mode: 0o100755 },
      { name: 'widgets.sigstore.json', content: '{}', isStored: true },
    ]);
    expect(archive).toEqual({
      files: [
        {
          name: 'bin/widgets',
          bytes: 7,
          sha256: sha256('program'),
          sha512: createHash('sha512').update('program').digest('hex'),
        },
        expect.objectContaining({ name: 'widgets.sigstore.json', content: Buffer.from('{}') }),
      ],
    });
  });

  test.each([
    ['plain', {}],
    ['with sizes after the data', { hasDescriptor: true }],
    ['zip64', { isZip64: true }],
    ['zip64 with sizes after the data', { isZip64: true, hasDescriptor: true }],
    ['made on MS-DOS', { system: 0, mode: 0 }],
  ])('reads an archive that is %s', async (_, how) => {
    const archive = await readZip([
      { name: 'a', content: 'aaaa', ...how },
      { name: 'b', content: 'b', ...how },
    ]);
    expect(archive).toMatchObject({ files: [{ sha256: sha256('aaaa') }, { sha256: sha256('b') }] });
  });

  test('reads what another program wrote', async () => {
    const parts: Uint8Array[] = [];
    const written = new Zip((_error, part) => void parts.push(part));
    for (const [name, content] of [
      ['one.txt', 'one'],
      ['two.txt', 'x'.repeat(100_000)],
    ] as const) {
      const file = new ZipDeflate(name); // sizes follow the data, as in what GitHub writes
      written.add(file);
      file.push(Buffer.from(content), true);
    }
    written.end();
    const streamed = await read(Buffer.concat(parts));
    const whole = await read(
      zipSync({ 'one.txt': Buffer.from('one'), 'two.txt': Buffer.alloc(100_000, 'x') }),
    );
    expect(streamed).toEqual(whole);
    expect(whole).toMatchObject({
      files: [
        { name: 'one.txt', sha256: sha256('one') },
        { name: 'two.txt', sha256: sha256('x'.repeat(100_000)) },
      ],
    });
  });

  test('an empty archive has no files', async () => {
    expect(await readZip([])).toEqual({ files: [] });
  });

  test('an archive within is a file, and is not unpacked', async () => {
    const inner = zip([{ name: '../evil', content: 'x' }]);
    expect(await readZip([{ name: 'inner.zip', content: inner }])).toMatchObject({
      files: [{ name: 'inner.zip', sha256: sha256(inner) }],
    });
  });

  test('a file that cannot be read is the file system’s error', async () => {
    const nowhere = readArchive(join(folder, 'nowhere.zip'));
    await expect(nowhere).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

const SHARED: readonly ZipEntry[] = [
  { name: 'a', content: 'x'.repeat(9) },
  { name: 'b', sharesWith: 0 },
];

/** An entry that says the same lie in the directory and before its data. */
const lying = (
  stated: ZipEntry['central'] & object,
  changes: Partial<ZipEntry> = {},
): ZipEntry => ({
  name: 'a',
  content: 'x'.repeat(20),
  central: stated,
  local: stated,
  ...changes,
});

describe('T15: an archive is refused', () => {
  test.each<readonly [string, readonly ZipEntry[], RegExp]>([
    ['zip slip', [{ name: '../../etc/cron.d/x' }], /invalid relative path|\.\./],
    ['an absolute name', [{ name: '/etc/passwd' }], /absolute/],
    ['a backslash', [{ name: '..\\..\\x' }], /invalid characters|backslash/],
    ['a drive', [{ name: 'C:/x' }], /absolute/],
    ['a NUL in a name', [{ name: 'a.txt\0.exe' }], /control character/],
    ['a symbolic link', [{ name: 'l', content: '/etc/passwd', mode: 0o120777 }], /neither a file/],
    ['two entries of one name', [{ name: 'a' }, { name: 'a' }], /two entries/],
    ['two that differ in case', [{ name: 'A' }, { name: 'a' }], /two entries/],
    ['encryption', [{ name: 'a', flags: 1 }], /encrypted/],
    ['strong encryption', [{ name: 'a', flags: 0x41 }], /strong encryption/],
    ['an unknown method', [{ name: 'a', method: 93 }], /method 93/],
    ['bytes that two entries share', SHARED, /within another entry/],
    ['more bytes than it says', [lying({ bytes: 9 })], /too many bytes/],
    ['fewer bytes than it says', [lying({ bytes: 99 })], /not enough bytes/],
    ['another checksum', [lying({ crc32: 1 })], /another checksum/],
    ['another name before the data', [{ name: 'a', local: { name: 'b' } }], /one thing/],
    ['another size before the data', [{ name: 'a', local: { bytes: 7 } }], /one thing/],
    ['another checksum before the data', [{ name: 'a', local: { crc32: 7 } }], /one thing/],
    [
      'data that is not deflated',
      [{ name: 'a', content: 'plain', isStored: true, method: 8 }],
      /./,
    ],
    [
      'a stored file of two sizes',
      [lying({ packedBytes: 2 }, { isStored: true })],
      /size mismatch/,
    ],
    ['more packed bytes than there are', [lying({ packedBytes: 2 ** 30 })], /directory|overflows/],
    [
      'sizes after the data that are others',
      [{ ...lying({ bytes: 9 }), local: {}, hasDescriptor: true }],
      /too many bytes/,
    ],
  ])('for %s', async (_, entries, problem) => {
    expect(await problemOf(entries)).toMatch(problem);
  });

  test('for an end that counts other entries than there are', async () => {
    const two = [
      { name: 'a', content: 'x' },
      { name: 'b', content: 'y' },
    ];
    expect(await problemOf(two, { count: 3 })).toMatch(/EOF|signature/);
    expect(await problemOf(two, { count: 1 })).toMatch(/bytes between|reach into/);
  });

  test('for bytes between its directory and its end', async () => {
    const gap = Buffer.from('hidden');
    expect(await problemOf([{ name: 'a' }], { gap })).toBe(
      'has bytes between its directory and its end',
    );
    expect(await problemOf([{ name: 'a' }], { comment: 'a comment' })).toBe('none');
  });

  test('for a bomb, before anything of it is unpacked', async () => {
    const limits = { ...ARCHIVE_LIMITS, ratioFromBytes: 1_000_000 };
    const bomb = zip([{ name: 'zeros', content: Buffer.alloc(20_000_000) }]);
    expect(await read(bomb, limits)).toEqual({
      problem: 'unpacks to more than 250 times its size',
    });
    const three = ['a', 'b', 'c'].map((name) => ({ name, content: 'x'.repeat(50) }));
    expect(await read(zip(three), { ...ARCHIVE_LIMITS, totalBytes: 149 })).toEqual({
      problem: 'unpacks to 150 bytes, more than 149',
    });
  });

  test('for a bomb that lies about its size, as soon as it is larger', async () => {
    const bomb = zip([lying({ bytes: 1_000 }, { content: Buffer.alloc(50_000_000) })]);
    const before = process.memoryUsage().arrayBuffers;
    expect(await read(bomb)).toMatchObject({ problem: expect.stringContaining('too many bytes') });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test('for too many entries, before they are read', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ name: String(index) }));
    expect(await read(zip(many), { ...ARCHIVE_LIMITS, entries: 10 })).toEqual({
      problem: 'has 11 entries, more than 10',
    });
  });

  test('for its own size', async () => {
    const limits = { ...ARCHIVE_LIMITS, archiveBytes: 10 };
    expect(await read(zip([{ name: 'a' }]), limits)).toMatchObject({
      problem: expect.stringContaining('bytes, more than 10'),
    });
  });

  test('when it is none or damaged: what is still read is what was written', async () => {
    const good = zip([
      { name: 'a', content: 'hello hello hello' },
      { name: 'b', content: 'x', hasDescriptor: true },
    ]);
    const digests = (archive: Archive) =>
      'files' in archive ? archive.files.map((file) => file.sha256) : undefined;
    const expected = digests(await read(good));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const damaged = Buffer.from(good);
          damaged[at] = (damaged[at] ?? 0) ^ change;
          // times and attributes may have changed; content must not have
          expect([undefined, expected]).toContainEqual(digests(await read(damaged)));
        },
      ),
      { numRuns: 300 },
    );
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('PK'),
      good.subarray(0, -1),
      good.subarray(1),
    ]) {
      expect(await read(bytes)).toHaveProperty('problem');
    }
    expect(await readdir(folder)).toEqual(['test.zip']);
  });
});
