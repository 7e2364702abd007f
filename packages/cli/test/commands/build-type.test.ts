import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_CLAIMS, statementFor, type TestStatement } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'build-types');
const SIGNER = 'acme/builders/.github/workflows/release.yml@refs/tags/v1.4.0';
const FILE = 'widgets-1.2.3.tgz';
const BUILD_TYPE = ['--build-type', 'in-house.build-type.json'];
const POLICY = ['--policy', 'in-house.policy.json'];

/** What the builder of the example writes. */
function predicate(): Record<string, Record<string, unknown>> {
  const source = 'git+https://github.com/acme/widgets@refs/tags/v1.2.3';
  return {
    buildDefinition: {
      buildType: 'https://builds.acme.example/release/v1',
      externalParameters: { source, target: 'npm' },
      internalParameters: {
        caller: DEFAULT_CLAIMS.workflow_ref,
        event: 'push',
        repositoryId: 1001,
        ownerId: 2002,
        runner: 'github-hosted',
      },
      resolvedDependencies: [{ uri: source, digest: { gitCommit: DEFAULT_CLAIMS.sha } }],
    },
    runDetails: {
      builder: { id: `https://github.com/${SIGNER}` },
      metadata: { invocationId: 'run/42.1' },
    },
  };
}

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
  for (const name of ['in-house.build-type.json', 'in-house.policy.json']) {
    await fixture.write(name, await readFile(join(EXAMPLES, name)));
  }
  await sign();
});
afterEach(() => fixture.remove());

/** Signs what the builder writes, unless it is spoiled. */
async function sign(
  spoil: (built: ReturnType<typeof predicate>) => void = () => {},
): Promise<void> {
  const claims = { ...DEFAULT_CLAIMS, job_workflow_ref: SIGNER, job_workflow_sha: 'e'.repeat(40) };
  const built = predicate();
  spoil(built);
  const change = (statement: TestStatement) => Object.assign(statement, { predicate: built });
  await fixture.sign({ claims, statement: statementFor({ change }) });
}

const verify = (...argv: string[]) =>
  fixture.run('verify', FILE, '--trusted-root', 'root.json', '--source-tag', 'v1.2.3', ...argv);
const changeFile = async (name: string, change: (file: Record<string, unknown>) => void) => {
  const file = JSON.parse(await readFile(join(EXAMPLES, name), 'utf8')) as Record<string, unknown>;
  change(file);
  await fixture.write(name, JSON.stringify(file));
};

describe('--build-type FILE: a build type of somebody’s own (spec 1.9)', () => {
  test('verify: a release of the example’s builder passes', async () => {
    const { code, stdout, stderr } = await verify(...POLICY, ...BUILD_TYPE);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('provenance verified');
    expect(stdout).toContain(SIGNER);
  });

  test('verify: passes without a policy file too', async () => {
    const flags = ['--repo', 'acme/widgets', '--signer-workflow', SIGNER];
    const parameters = await verify(...flags, ...BUILD_TYPE, '--format', 'json');
    expect(parameters.code).toBe(1); // the target is a parameter that only a policy can expect
    expect(failedChecks(parameters.stdout)).toEqual(['external-parameters']);
    await sign(({ buildDefinition }) => {
      Reflect.deleteProperty(buildDefinition?.externalParameters as object, 'target');
    });
    expect((await verify(...flags, ...BUILD_TYPE)).code).toBe(0);
    const unknown = await verify(...flags, '--format', 'json');
    expect([unknown.code, failedChecks(unknown.stdout)]).toEqual([1, ['build-type']]);
  });

  test.each([
    ['caller', 'acme/other/.github/workflows/release.yml@refs/tags/v1.2.3', 'caller'],
    ['event', 'release', 'event'],
    ['repositoryId', 1002, 'repository id'],
    ['ownerId', 2003, 'owner id'],
    ['runner', 'self-hosted', 'runner'],
  ])('verify: a forged %s is caught by its row', async (member, value, row) => {
    await sign(({ buildDefinition }) => {
      Object.assign(buildDefinition?.internalParameters as object, { [member]: value });
    });
    const { code, stdout } = await verify(...POLICY, ...BUILD_TYPE, '--format', 'json');
    expect(code).toBe(1);
    const claims = checks(stdout).find(({ id }) => id === 'claims');
    expect(claims).toMatchObject({ status: 'fail', reason: 'claim_mismatch' });
    const different = claims?.rows?.filter(({ outcome }) => outcome === 'different');
    expect(different?.map(({ name }) => name)).toEqual([row]);
  });

  test('verify: another target than the policy expects fails', async () => {
    await sign(({ buildDefinition }) => {
      Object.assign(buildDefinition?.externalParameters as object, { target: 'firmware' });
    });
    const { code, stdout } = await verify(...POLICY, ...BUILD_TYPE, '--format', 'json');
    expect([code, failedChecks(stdout)]).toEqual([1, ['external-parameters']]);
  });

  test('validate takes it as well', async () => {
    const argv = [
      '--manifest',
      'manifest.json',
      '--tag',
      'v1.2.3',
      '--trusted-root',
      'root.json',
      '--allow-file',
    ];
    expect((await fixture.run('validate', ...argv, ...POLICY, ...BUILD_TYPE)).code).toBe(0);
    const { code, stderr } = await fixture.run('validate', ...argv, ...POLICY);
    expect(code).toBe(2);
    expect(stderr).toContain('the build type "https://builds.acme.example/release/v1" is unknown');
  });

  test('policy check and policy mutate take it as well', async () => {
    const { code, stdout } = await fixture.run(
      'policy',
      'check',
      'in-house.policy.json',
      ...BUILD_TYPE,
    );
    expect(code).toBe(0);
    expect(stdout).toContain("build types: Acme's release builder");
    const release = [
      '--from',
      FILE,
      '--bundle',
      `${FILE}.sigstore.json`,
      '--trusted-root',
      'root.json',
    ];
    const mutated = await fixture.run(
      'policy',
      'mutate',
      'in-house.policy.json',
      ...release,
      '--source-tag',
      'v1.2.3',
      '--source-digest',
      DEFAULT_CLAIMS.sha,
      ...BUILD_TYPE,
    );
    expect(mutated.stderr).toBe('');
    expect(mutated.stdout).toContain('✓ build type: noticed by build-type');
    expect(mutated.code).toBe(0);
  });
});

describe('a file that cannot be used is refused with exit code 2', () => {
  test('without the file the policy’s build type is unknown', async () => {
    const { code, stderr, stdout } = await verify(...POLICY);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('in-house.policy.json#/buildTypes: the build type');
  });

  test('a missing row', async () => {
    await changeFile('in-house.build-type.json', (file) => {
      file.agreement = (file.agreement as { item: string }[]).filter(({ item }) => item !== 'run');
    });
    const { code, stderr } = await verify(...POLICY, ...BUILD_TYPE);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'in-house.build-type.json#/agreement: no rule holds the item "run" against the certificate',
    );
  });

  test('a known name', async () => {
    await changeFile('in-house.build-type.json', (file) => {
      file.uri = 'https://actions.github.io/buildtypes/workflow/v1';
    });
    const { code, stderr } = await verify(...POLICY, ...BUILD_TYPE);
    expect(code).toBe(2);
    expect(stderr).toContain('is described twice');
  });

  test('the same file twice', async () => {
    const { code, stderr } = await verify(...POLICY, ...BUILD_TYPE, ...BUILD_TYPE);
    expect(code).toBe(2);
    expect(stderr).toContain('is described twice');
  });

  test('no such file', async () => {
    const { code, stderr } = await verify(...POLICY, '--build-type', 'none.json');
    expect(code).toBe(2);
    expect(stderr).toContain('none.json cannot be read: there is no such file');
  });
});

interface Check {
  readonly id: string;
  readonly status: string;
  readonly rows?: readonly { readonly name: string; readonly outcome: string }[];
}

function checks(stdout: string): readonly Check[] {
  return JSON.parse(stdout).reports[0].attestations[0].checks;
}

function failedChecks(stdout: string): readonly string[] {
  return checks(stdout)
    .filter(({ status }) => status === 'fail')
    .map(({ id }) => id);
}
