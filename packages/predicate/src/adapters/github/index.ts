export type {
  ArtifactOutcome,
  FoundArtifact,
  MissingArtifact,
  RefusedArtifact,
  UndecidedArtifact,
} from '../../github/artifact-outcome.ts';
export { type ArtifactReference, readArtifactReference } from '../../github/artifact-reference.ts';
export type { ChosenArtifact } from '../../github/choose-artifact.ts';
export { type GithubRepository, githubRepository } from '../../github/github-host.ts';
export { PROVENANCE_JOB, RELEASE_EVENTS } from '../../github/run-problem.ts';
export { type AttestationSourceOptions, createAttestationSource } from './attestation-source.ts';
export { findInBulk } from './bulk-attestations.ts';
export { createGithub, type Github, type GithubOptions } from './create-github.ts';
export { type ArtifactQuestion, fetchArtifact } from './fetch-artifact.ts';
export { findArtifact } from './find-artifact.ts';
export type { RunAttempt } from './read-run-end.ts';
export { createReleaseAttestationSource } from './release-attestation-source.ts';
export { type ResolvedTag, resolveTag } from './resolve-tag.ts';
