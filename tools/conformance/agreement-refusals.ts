import type { CheckId } from '@provkit/predicate';

/** Checks that must refuse a file, all of them and in their order, and why the file is bad. */
export interface Refusal {
  readonly by: readonly CheckId[];
  readonly why: string;
}

/** Everything that the statement and the certificate of a stranger say differently. */
const FORGED: readonly CheckId[] = ['source', 'material', 'builder', 'claims'];

const AT_A_BRANCH: Refusal = {
  by: ['builder'],
  why: 'signed by the generator at refs/heads/main, which upstream accepts in its testing mode only',
};
const CHANGED_PAYLOAD: Refusal = {
  by: ['log-entry'],
  why: 'the payload was changed after it was signed',
};

/** What is bad on purpose; everything else of the corpus must pass. Paths are relative to it. */
export const REFUSALS: Readonly<Record<string, Refusal>> = {
  'bundles/negative/dsse-two-signatures.sigstore.json': {
    by: ['bundle'],
    why: 'an envelope with two signatures',
  },
  'bundles/negative/gh-missing-verification-material.sigstore.json': {
    by: ['bundle'],
    why: 'a bundle without certificate',
  },
  'bundles/public-good/conformance-provenance-loosebazooka.sigstore.json': {
    by: FORGED,
    why: 'a statement of loosebazooka/aa-test, signed by a workflow of sigstore-conformance',
  },
  'bundles/public-good/slsa-provenance-0.0.7-dsse.sigstore.json': {
    by: ['identity'],
    why: 'signed by a person; its build type is npm’s experiment of 2022, which no table describes',
  },
  'slsa-verifier/visible/bcr/MODULE-wrong-signer.bazel.intoto.jsonl': {
    by: FORGED,
    why: 'a statement of aspect-build/rules_lint, signed by a workflow of loosebazooka/aa-test',
  },
  'slsa-verifier/visible/binary-linux-amd64-multi-subject-first.intoto.jsonl': AT_A_BRANCH,
  'slsa-verifier/visible/binary-linux-amd64-multi-subject-second.intoto.jsonl': AT_A_BRANCH,
  'slsa-verifier/visible/binary-linux-amd64-no-tlog-upload.intoto.jsonl': {
    by: ['certificate'],
    why: 'never logged; its certificate is of a time when certificates had no SCT inside',
  },
  'slsa-verifier/visible/binary-linux-amd64-untrusted-builder.intoto.jsonl': {
    by: ['builder'],
    why: 'signed by a fork of the generator',
  },
  'slsa-verifier/visible/gha_delegator/v1.9.0/binary-linux-amd64-push-v13.0.30.build.slsa':
    AT_A_BRANCH,
  'slsa-verifier/visible/gha_delegator/v1.9.0/binary-linux-amd64-push-v14.2.build.slsa':
    AT_A_BRANCH,
  'slsa-verifier/visible/gha_delegator/v1.9.0/binary-linux-amd64-push-v14.build.slsa': AT_A_BRANCH,
  'slsa-verifier/visible/gha_delegator/v1.9.0/binary-linux-amd64-workflow_dispatch.build.slsa':
    AT_A_BRANCH,
  'slsa-verifier/visible/npm/gha/provenance-npm-test-cli-v02-prega-invalidsigprov.tgz.json':
    CHANGED_PAYLOAD,
  'slsa-verifier/visible/npm/gha/provenance-npm-test-cli-v1-prega-invalidsigprov.tgz.json':
    CHANGED_PAYLOAD,
  'slsa-verifier/visible/npm/gha/supreme-googles-cli-v02-tag-invalidsigprov.tgz.json':
    CHANGED_PAYLOAD,
  'slsa-verifier/visible/unit/internal/gha/bundle/invalid-set.intoto.sigstore': {
    by: ['bundle'],
    why: 'the promise of the log was spoiled, so that it is no base64',
  },
  'slsa-verifier/visible/unit/internal/gha/bundle/mismatch-tlog.intoto.sigstore': {
    by: ['certificate'],
    why: 'the log entry of another bundle, from before the certificate',
  },
  'slsa-verifier/visible/unit/internal/gha/npm-att-mismatch-pub-payloadtype.intoto.sigstore': {
    by: ['signature'],
    why: 'an envelope of another payload type',
  },
  'slsa-verifier/visible/unit/internal/gha/npm-att-prov-invalid-signature.intoto.sigstore':
    CHANGED_PAYLOAD,
  'slsa-verifier/visible/unit/internal/gha/npm-stmt-mismatch-prov-type.intoto.sigstore':
    CHANGED_PAYLOAD,
};
