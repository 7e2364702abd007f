/** Somebody on GitHub, by the number that stays when the login changes: a login can be given up and taken by somebody else (T4). */
export interface Account {
  /** Decimal digits. */
  readonly id: string;
  /** For people; nothing is decided by it. */
  readonly login: string;
  readonly isBot: boolean;
}

interface Said {
  /** `undefined`: the account is gone. */
  readonly by: Account | undefined;
  /** What was written, whole. */
  readonly body: string;
  /** Where people see it. */
  readonly url: string;
}

interface Editable {
  /** ISO 8601, UTC. */
  readonly at: string;
  /**
   * Whether somebody changed the text since. The REST API shows an edit within the second of the comment's creation as none;
   * GraphQL knows. `unknown`: it could not be asked.
   */
  readonly edited: 'no' | 'yes' | 'unknown';
  /** Whether it came in by mail: whoever knows the reply address may write as its owner. */
  readonly isByEmail: boolean;
}

/** A reviewer's word at the gate of an environment. GitHub does not say when it was. */
export interface EnvironmentStatement extends Said {
  readonly kind: 'environment';
  readonly environment: string;
  readonly state: 'approved' | 'rejected';
}

/** A review of a pull request. */
export interface ReviewStatement extends Said, Editable {
  readonly kind: 'review';
  /** In GitHub's words: APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED. */
  readonly state: string;
  /** What was looked at. */
  readonly commit: string | undefined;
  /** What is at the head of the pull request now. */
  readonly head: string;
}

/** A comment of an Issue. */
export interface CommentStatement extends Said, Editable {
  readonly kind: 'comment';
}

/** What somebody said about a plan, wherever. */
export type ApprovalStatement = EnvironmentStatement | ReviewStatement | CommentStatement;

/** All that is known of what people said, and of who they are. */
export interface ApprovalEvidence {
  /** In the order in which they were said, as far as that is known. */
  readonly statements: readonly ApprovalStatement[];
  /** Ids of the members of the approving team; `undefined` members: the token may not read them. */
  readonly team: { readonly slug: string; readonly members: readonly string[] | undefined };
  /** What the release's tag names now, peeled; `undefined`: there is none. */
  readonly tagCommit: string | undefined;
  /** Why a part of it could not be read, for people; what is missing is not taken for absent. */
  readonly gaps: readonly string[];
}
