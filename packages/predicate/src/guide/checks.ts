import type { CheckId } from '../checks/catalog.ts';

/** What a check tells a person, beside its title and hint in the catalog. Every text is a sentence of its own. */
export interface CheckGuide {
  /** What is wrong when it fails. */
  readonly problem: string;
  /** Why it is asked. */
  readonly why: string;
  /** Where to look when it names no place itself; a pointer as in `CheckResult`. */
  readonly place: string;
}

/** Every check's guide, in the order of spec.md 1.3. */
export const CHECK_GUIDES = {
  bundle: {
    problem: 'The bundle cannot be read.',
    why: 'What two programs read differently proves nothing: a bundle is read strictly, within limits, or not at all.',
    place: 'bundle:',
  },
  'trust-profile': {
    problem: 'The certificate chains to no accepted root.',
    why: 'Anybody can run a certificate authority. Only those of the trusted root, and of a profile that the policy names, count.',
    place: 'bundle:/verificationMaterial',
  },
  certificate: {
    problem: 'The certificate was not valid when it signed.',
    why: 'A signing certificate lives for minutes. Its key may be anybody’s before and after, so it must have been valid at every witnessed time, be for signing code, and stand in a certificate transparency log.',
    place: 'bundle:/verificationMaterial',
  },
  'observed-time': {
    problem: 'The time of signing is not witnessed.',
    why: 'A time that the sender wrote is the sender’s choice. Only one that a log or a timestamp authority has signed says whether the certificate was valid.',
    place: 'bundle:/verificationMaterial',
  },
  'log-entry': {
    problem: 'The signature is not in the transparency log.',
    why: 'A signature in a public log can be seen by those whose identity it uses. One that nobody can see can be made in secret.',
    place: 'bundle:/verificationMaterial/tlogEntries',
  },
  signature: {
    problem: 'The signature does not fit the payload.',
    why: 'Without a signature that fits, whatever the payload says may have been written by anybody.',
    place: 'bundle:/dsseEnvelope/signatures/0',
  },
  identity: {
    problem: 'Somebody else signed.',
    why: 'Anybody can sign with an identity of their own. It proves something only when it is the identity that the policy names, byte for byte.',
    place: 'certificate subject alternative name',
  },
  statement: {
    problem: 'The signed payload is no readable in-toto statement.',
    why: 'What two programs read differently proves nothing: no key may stand twice, and the predicate must be what its type says.',
    place: 'bundle:/dsseEnvelope/payload',
  },
  subject: {
    problem: 'The artifact is not what the attestation is about.',
    why: 'A genuine attestation of another file says nothing about this one.',
    place: '/subject',
  },
  'predicate-type': {
    problem: 'The attestation is of another kind.',
    why: 'Only SLSA provenance says how an artifact was built; an SBOM or a test result, however genuine, does not.',
    place: '/predicateType',
  },
  'build-type': {
    problem: 'The build type is unknown or not accepted.',
    why: 'The build type says what each field of the predicate means. Reading one by the rules of another would believe whatever stands there.',
    place: '/predicate/buildDefinition/buildType',
  },
  release: {
    problem: 'It was built for another release.',
    why: 'An older release of the same repository is as genuine. Only its ref tells them apart.',
    place: 'certificate .14',
  },
  source: {
    problem: 'It was built from another repository.',
    why: 'A fork can run the same workflow on other code.',
    place: 'certificate .12',
  },
  material: {
    problem: 'It was built from another commit.',
    why: 'A tag can be moved after the build. The commit that was built must be the one that the tag points to.',
    place: '/predicate/buildDefinition/resolvedDependencies',
  },
  builder: {
    problem: 'It was built by another builder.',
    why: 'Who controls the builder controls what it writes. The predicate’s builder must be the certificate’s, and the policy’s.',
    place: '/predicate/runDetails/builder/id',
  },
  run: {
    problem: 'It was built by another run.',
    why: 'Another run of the same workflow, on the same commit, is as genuine and may have had other inputs.',
    place: '/predicate/runDetails/metadata/invocationId',
  },
  claims: {
    problem: 'The predicate contradicts the certificate.',
    why: 'A step of the workflow may write the predicate; the certificate is the authority’s word about the run. Where both speak of the same thing they must agree.',
    place: '/predicate',
  },
  'external-parameters': {
    problem: 'It was built with parameters that the policy does not expect.',
    why: 'Whoever starts a build chooses its external parameters: one that nobody looked at may choose another source or another build.',
    place: '/predicate/buildDefinition/externalParameters',
  },
  environment: {
    problem: 'It was built in an environment that the policy does not accept.',
    why: 'A self-hosted runner keeps what former jobs left on it, and some triggers run code of strangers.',
    place: 'certificate .11',
  },
  ids: {
    problem: 'The repository or its owner is another one of the same name.',
    why: 'A name can be given up and taken by somebody else; the number of a repository or an owner never is.',
    place: 'certificate .15',
  },
  lineage: {
    problem: 'It is older than the release that was accepted last, or was built in another way.',
    why: 'An old release is as genuine as on its day: offering it again brings back what was fixed since. And a policy may allow what nobody has reviewed yet.',
    place: 'certificate .13',
  },
  denied: {
    problem: 'It is on the deny list.',
    why: 'What was found to be compromised stays genuine to the signature; only a list can say no.',
    place: '/subject',
  },
} as const satisfies Record<CheckId, CheckGuide>;
