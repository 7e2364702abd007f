import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ARTIFACT } from '@provkit/testkit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';

const FILE = ARTIFACT.name;
const REPO = ['--repo', 'acme/widgets'];
const SIGNER = ['--signer-workflow', '.github/workflows/release.yml'];
const ROOT = ['--trusted-root', 'root.json'];
const ENTRY = ['--manifest', 'manifest.json', '--tag', 'v1.2.3', '--allow-file'];

const require = createRequire(import.meta.url);
const schema = readFileSync(require.resolve('@provkit/predicate/report.schema.json'), 'utf8');
const isValid = new Ajv2020().compile(JSON.parse(schema));

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const verify = (...argv: string[]) => fixture.run('verify', ...ROOT, ...argv);
const validate = (...argv: string[]) => fixture.run('validate', ...ENTRY, ...ROOT, ...argv);

describe('verify --format', () => {
  test('JSON fits the published schema, on failure as on success', async () => {
    for (const repo of ['acme/widgets', 'acme/x']) {
      const { stdout } = await verify(FILE, '--repo', repo, ...SIGNER, '--format', 'json');
      expect(isValid(JSON.parse(stdout)), JSON.stringify(isValid.errors)).toBe(true);
    }
  });

  test('JSON of a failure is enough to act on', async () => {
    const { stdout } = await verify(FILE, '--repo', 'acme/x', ...SIGNER, '--format', 'json');
    expect(JSON.parse(stdout).breaches).toEqual([
      {
        artifact: FILE,
        attestation: expect.stringContaining(`${FILE}.sigstore.json`),
        check: 'identity',
        status: 'fail',
        reason: 'policy_violation',
        class: 'security',
        title: 'signer is who the policy names',
        message: expect.any(String),
        expected: expect.stringContaining('acme/x/.github/workflows/release.yml@'),
        actual: expect.stringContaining('acme/widgets/.github/workflows/release.yml@'),
        pointer: 'certificate .9',
        hint: expect.stringContaining('policy'),
        spec: expect.stringContaining('spec 1.3 #7'),
      },
    ]);
  });

  test.each([
    ['sarif', /"\$schema": "[^"]*sarif-schema-2\.1\.0\.json"/],
    ['junit', /^<\?xml version="1\.0"[^>]*>\n<testsuites>/],
    ['markdown', /^### (✅|❌) `/],
    ['github', /^(✓|✗) widgets/],
    ['text', /^(✓|✗) widgets/],
    ['json', /^\{\n {2}"version": 1,/],
  ])(
    '--format %s writes it to stdout alone, with the exit code of the verdict',
    async (format, begin) => {
      for (const [repo, code] of [
        ['acme/widgets', 0],
        ['acme/x', 1],
      ] as const) {
        const result = await verify(FILE, '--repo', repo, ...SIGNER, '--format', format);
        expect(result).toEqual({ code, stdout: expect.stringMatching(begin), stderr: '' });
      }
    },
  );

  test('--format sarif says how the program ends, and its version', async () => {
    const { stdout } = await verify(FILE, '--repo', 'acme/x', ...SIGNER, '--format', 'sarif');
    expect(JSON.parse(stdout).runs[0]).toMatchObject({
      tool: { driver: { name: 'provkit', version: expect.stringMatching(/^\d+\.\d+\.\d+/) } },
      invocations: [{ executionSuccessful: true, exitCode: 1, exitCodeDescription: 'fail' }],
      results: [{ ruleId: 'identity', level: 'error' }],
    });
  });

  test('--format github adds annotations to the text, which begin their lines', async () => {
    const { stdout } = await verify(FILE, '--repo', 'acme/x', ...SIGNER, '--format', 'github');
    expect(stdout).toMatch(
      /\n::error title=provkit%3A policy_violation%3A widgets-1\.2\.3\.tgz::identity: /,
    );
  });

  test('a failure says where more is explained', async () => {
    const { stdout } = await verify(FILE, '--repo', 'acme/x', ...SIGNER);
    expect(stdout).toContain('\n  More: provkit explain policy_violation\n');
    expect((await verify(FILE, ...REPO, ...SIGNER)).stdout).not.toContain('More:');
  });

  test('an unknown --format is exit code 2, and names the others', async () => {
    expect(await verify(FILE, ...REPO, ...SIGNER, '--format', 'xml')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('text, json, sarif, junit, markdown, github'),
    });
  });
});

describe('validate --format', () => {
  test('JSON fits the schema of reports, with and without one, and adds what became of the entry', async () => {
    const good = JSON.parse((await validate('--format', 'json')).stdout);
    await fixture.manifest({ artifact_url: 'gone.tgz' });
    const gone = JSON.parse((await validate('--format', 'json')).stdout);
    for (const document of [good, gone]) {
      expect(isValid(document), JSON.stringify(isValid.errors)).toBe(true);
      expect(Object.keys(document)).toEqual([
        'version',
        'verdict',
        'failureReason',
        'problem',
        'entry',
        'written',
        'verifiedAt',
        'breaches',
        'reports',
      ]);
    }
    expect(good).toMatchObject({
      verdict: 'pass',
      failureReason: null,
      breaches: [],
      written: false,
    });
    expect(gone.breaches).toEqual([
      expect.objectContaining({
        artifact: 'gone.tgz',
        reason: 'artifact_missing',
        class: 'evidence',
        expected: 'gone.tgz',
        actual: 'no such file',
        hint: expect.stringContaining('artifact_url'),
      }),
    ]);
  });

  test.each(['text', 'json', 'sarif', 'junit', 'markdown', 'github'])(
    '--format %s tells of a missing artifact, of the entry, and ends with 1',
    async (format) => {
      await fixture.manifest({ artifact_url: 'gone.tgz' });
      const { code, stdout, stderr } = await validate('--format', format);
      expect([code, stderr]).toEqual([1, '']);
      for (const said of ['artifact_missing', 'gone.tgz', 'no such file', 'v1.2.3']) {
        expect(stdout).toContain(said);
      }
    },
  );

  test('--format junit and sarif carry the time and the entry of a problem', async () => {
    await fixture.manifest({ artifact_url: 'gone.tgz' });
    const junit = (await validate('--format', 'junit')).stdout;
    expect(junit).toContain('timestamp="2026-01-31T12:00:00"');
    expect(junit).toMatch(
      /<property name="Manifest entry" value="v1\.2\.3, run 42: pending → failure/,
    );
    const sarif = JSON.parse((await validate('--format', 'sarif')).stdout);
    expect(sarif.runs[0]).toMatchObject({
      results: [{ ruleId: 'artifact_missing' }],
      properties: { facts: { 'Manifest entry': expect.stringContaining('artifact_missing') } },
    });
  });
});
