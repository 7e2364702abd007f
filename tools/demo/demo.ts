// Signs a small release with a Sigstore on loopback, writes a manifest, and validates first the release and then a
// tampered copy of it: npm run demo. Needs no network and leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARTIFACT, startSigstore } from '@provkit/testkit';
import { manifest, policy } from './release-files.ts';
import { signRelease } from './sign-release.ts';

const BIN = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'bin', 'provkit.js');

const folder = await mkdtemp(join(tmpdir(), 'provkit-demo-'));
try {
  process.exitCode = await demo(join(folder, 'release'), join(folder, 'tampered'));
} finally {
  await rm(folder, { recursive: true });
}

async function demo(release: string, tampered: string): Promise<number> {
  say('A Sigstore on loopback signs the release acme/widgets v1.2.3.');
  const server = await startSigstore({ now: Date.now });
  try {
    await mkdir(release);
    await writeFile(join(release, ARTIFACT.name), ARTIFACT.bytes);
    await writeFile(join(release, `${ARTIFACT.name}.sigstore.json`), await signRelease(server));
    await writeFile(join(release, 'trusted_root.json'), server.sigstore.trustedRoot);
    await writeFile(join(release, 'provkit.policy.json'), policy());
    await writeFile(join(release, 'manifest.json'), manifest(new Date()));
  } finally {
    await server.close();
  }
  await cp(release, tampered, { recursive: true });
  const bytes = await readFile(join(tampered, ARTIFACT.name), 'utf8');
  await writeFile(join(tampered, ARTIFACT.name), `${bytes}and something that nobody built\n`);

  say('The release, as it was signed:');
  const good = validate(release);
  say('What the manifest says now:');
  console.log(await readFile(join(release, 'manifest.json'), 'utf8'));
  say('A copy whose file was changed after it was signed:');
  const bad = validate(tampered);
  say(`Exit codes: ${good} for the release (0 expected), ${bad} for the copy (1 expected).`);
  return good === 0 && bad === 1 ? 0 : 1;
}

function validate(cwd: string): number | null {
  const args = ['validate', '--manifest', 'manifest.json', '--tag', 'v1.2.3'];
  const more = ['--trusted-root', 'trusted_root.json', '--allow-file', '--write', '--offline'];
  console.log(`$ provkit ${[...args, ...more].join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [BIN, ...args, ...more], {
    cwd,
    stdio: 'inherit',
  });
  return status;
}

function say(text: string): void {
  console.log(`\n# ${text}\n`);
}
