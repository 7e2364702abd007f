/** Bundles about which we and plain sigstore-js differ, each with the rule that explains it. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'othername-san':
    'A log of version 1 signs checkpoints under its own name, which its signature covers; sigstore-js looks for the name ' +
    'in the URL. The name of the signer is an otherName (Fulcio .7), which sigstore-js does not read.',
  'public-key-validity':
    'A message signature is verified over the digest when the file is not at hand (client-spec 4.1, digest input).',
  'staging-two-intermediates':
    'A message signature is verified over the digest when the file is not at hand (client-spec 4.1, digest input).',
};
