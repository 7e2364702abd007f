/** How a bundle is handed out: in the answer, or behind a URL in one of three encodings. */
export type BundleForm = 'inline' | { readonly blob: Uint8Array };

/** One attestation of a digest. */
export interface FakeAttestation {
  readonly bundle: unknown;
  /** Default: `inline`. */
  readonly form?: BundleForm;
}

/** A workflow run; what is absent is as in a good release. */
export interface FakeRun {
  readonly id: number;
  readonly attempt?: number;
  readonly headSha: string;
  readonly path?: string;
  readonly event?: string;
  readonly status?: string;
  readonly conclusion?: string | null;
  readonly updatedAt?: string;
  readonly headRepositoryId?: number;
  readonly jobs?: readonly { readonly name: string; readonly conclusion: string | null }[];
}

/** An artifact of a run. */
export interface FakeArtifact {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly archive: Uint8Array;
  readonly isExpired?: boolean;
  /** What GitHub says that it has; default: its digest. `null` before upload-artifact v4. */
  readonly digest?: string | null;
  readonly headSha: string;
  readonly headRepositoryId?: number;
}

/** What a fake repository holds; tests change it as they go. */
export interface FakeRepository {
  readonly owner: string;
  readonly name: string;
  readonly id: number;
  readonly ownerType: 'Organization' | 'User';
  /** Readable without a token. Otherwise every request without `token` gets 404. */
  isPublic: boolean;
  readonly token: string;
  /** Whether the token has `attestations: read`. */
  mayReadAttestations: boolean;
  /** Digest (`sha256:…`) to its attestations. */
  readonly attestations: Map<string, readonly FakeAttestation[]>;
  readonly runs: FakeRun[];
  readonly artifacts: FakeArtifact[];
  /** Tag to the object that it names; an annotated one is in `annotated`. */
  readonly tags: Map<string, string>;
  /** Tag object to what it points to. */
  readonly annotated: Map<string, { readonly type: string; readonly sha: string }>;
}

/** A repository with nothing in it. */
export function createFakeRepository(changes: Partial<FakeRepository> = {}): FakeRepository {
  return {
    owner: 'acme',
    name: 'widgets',
    id: 123_456,
    ownerType: 'Organization',
    isPublic: true,
    token: 'ghs_testkitTESTKITtestkitTESTKITtestkit01',
    mayReadAttestations: true,
    attestations: new Map(),
    runs: [],
    artifacts: [],
    tags: new Map(),
    annotated: new Map(),
    ...changes,
  };
}
