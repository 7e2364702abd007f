import { createVerifier, definePolicy, parseTrustedRoot } from '@provkit/predicate';
import { createSigstore } from '@provkit/testkit';
import { expect, test } from 'vitest';
import { verifyTargets } from '../src/verify-targets.ts';

test('the progress bar stays away once it was taken away, whatever is still under way', async () => {
  const sigstore = createSigstore({ now: () => Date.UTC(2026, 6, 1) });
  const policy = definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
    release: { binding: 'noneUnsafe' },
  });
  const shown: string[] = [];
  const slow = Promise.withResolvers<void>();
  const artifact = { name: 'slow', sha256: 'a'.repeat(64) };
  const verified = verifyTargets(
    ['slow', 'broken'].map((name) => ({ name, what: { kind: 'digest', artifact } })),
    {
      verifier: createVerifier({ trust: parseTrustedRoot(sigstore.trustedRoot, 'root'), policy }),
      open: async ({ name }) => {
        if (name === 'broken') throw new Error('broken');
        await slow.promise;
        return { search: { artifact }, sources: [] };
      },
      question: { release: {}, now: new Date(0) },
      jobs: 2,
      progress: { step: () => shown.push('step'), end: () => shown.push('end') },
    },
  );
  await expect(verified).rejects.toThrow('broken');
  slow.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(shown).toEqual(['end']);
});
