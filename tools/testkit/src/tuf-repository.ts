import { canonicalize } from '@tufjs/canonical-json';
import { generateKeyPair, type KeyPair, sha256, signSha256 } from './keys.ts';
import { pem } from './pem.ts';

/** The top-level roles of TUF. */
export type TufRole = 'root' | 'timestamp' | 'snapshot' | 'targets';

/** What is published, and how it differs from what is right. */
export interface PublishOptions {
  /** Replaces targets by name; `undefined` takes one away. */
  readonly targets?: Readonly<Record<string, string | undefined>>;
  /** When metadata expires; in the year 2999 unless stated. */
  readonly expires?: Partial<Record<TufRole, string>>;
  /** Roles whose metadata somebody else signs. */
  readonly strangers?: readonly TufRole[];
  /** Versions other than the next ones. */
  readonly versions?: Partial<Record<TufRole, number>>;
}

/** A TUF repository whose files can be changed, taken back and spoiled. */
export interface TufRepository {
  /** The first `root.json`: where trust begins. */
  readonly root: string;
  /** Every file by its path. A copy of it, put back later, is a rollback or a freeze. */
  readonly files: Map<string, Buffer>;
  /** New timestamp, snapshot and targets metadata, each of the next version. */
  publish(options?: PublishOptions): void;
  /** A new root, with new keys for the roles; then a new publication. */
  rotate(roles: readonly TufRole[], options?: PublishOptions): void;
}

const NEVER = '2999-01-01T00:00:00Z';
const SPEC_VERSION = '1.0.31';

/**
 * Makes a repository with consistent snapshots, as Sigstore's is.
 * @param targets content by name; those below a folder are of a role that the folder is delegated to.
 */
export function createTufRepository(targets: Readonly<Record<string, string>>): TufRepository {
  const files = new Map<string, Buffer>();
  const stranger = generateKeyPair();
  const content = new Map(Object.entries(targets));
  const versions: Record<TufRole, number> = { root: 0, timestamp: 0, snapshot: 0, targets: 0 };
  let keys = newKeys();

  const signed = (role: TufRole, members: object, { expires, strangers }: PublishOptions): Buffer =>
    sign(
      {
        _type: role,
        spec_version: SPEC_VERSION,
        version: versions[role],
        expires: expires?.[role] ?? NEVER,
        ...members,
      },
      strangers?.includes(role) ? [stranger] : [keys[role]],
    );

  const publish = (options: PublishOptions = {}): void => {
    for (const [name, text] of Object.entries(options.targets ?? {})) {
      if (text === undefined) content.delete(name);
      else content.set(name, text);
    }
    for (const role of ['timestamp', 'snapshot', 'targets'] as const) {
      versions[role] = options.versions?.[role] ?? versions[role] + 1;
    }
    putTargets(files, content);
    const folders = [...new Set([...content.keys()].flatMap(folderOf))];
    const delegated = new Map(
      folders.map((folder) => [
        folder,
        delegatedMetadata(folder, content, versions.targets, keys.targets),
      ]),
    );
    const metadata = {
      targets: signed(
        'targets',
        { targets: described(content, undefined), delegations: delegations(folders, keys.targets) },
        options,
      ),
      snapshot: signed(
        'snapshot',
        { meta: metaOf(['targets', ...folders], versions.targets) },
        options,
      ),
    };
    const timestamp = signed(
      'timestamp',
      { meta: { 'snapshot.json': { version: versions.snapshot, ...digestOf(metadata.snapshot) } } },
      options,
    );
    files.set(`${versions.targets}.targets.json`, metadata.targets);
    for (const [folder, text] of delegated) files.set(`${versions.targets}.${folder}.json`, text);
    files.set(`${versions.snapshot}.snapshot.json`, metadata.snapshot);
    files.set('timestamp.json', timestamp);
  };

  const newRoot = (signers: readonly KeyPair[], options: PublishOptions): Buffer => {
    versions.root = options.versions?.root ?? versions.root + 1;
    const { expires, strangers } = options;
    const root = sign(
      {
        _type: 'root',
        spec_version: SPEC_VERSION,
        version: versions.root,
        expires: expires?.root ?? NEVER,
        consistent_snapshot: true,
        keys: Object.fromEntries(Object.values(keys).map((key) => [keyId(key), keyJson(key)])),
        roles: Object.fromEntries(
          Object.entries(keys).map(([role, key]) => [role, { keyids: [keyId(key)], threshold: 1 }]),
        ),
      },
      strangers?.includes('root') ? [stranger] : signers,
    );
    files.set(`${versions.root}.root.json`, root);
    return root;
  };

  const root = newRoot([keys.root], {}).toString();
  publish();
  return {
    root,
    files,
    publish,
    rotate: (roles, options = {}) => {
      const old = keys.root;
      const fresh = newKeys();
      keys = { ...keys, ...Object.fromEntries(roles.map((role) => [role, fresh[role]])) };
      newRoot([...new Set([old, keys.root])], options);
      publish(options);
    },
  };
}

function newKeys(): Record<TufRole, KeyPair> {
  return {
    root: generateKeyPair(),
    timestamp: generateKeyPair(),
    snapshot: generateKeyPair(),
    targets: generateKeyPair(),
  };
}

/** Targets lie under their hash (TUF specification 6.2). */
function putTargets(files: Map<string, Buffer>, content: ReadonlyMap<string, string>): void {
  for (const [name, text] of content) {
    const [folder] = folderOf(name);
    const base = folder === undefined ? name : name.slice(folder.length + 1);
    const prefix = folder === undefined ? 'targets/' : `targets/${folder}/`;
    files.set(`${prefix}${sha256(Buffer.from(text)).toString('hex')}.${base}`, Buffer.from(text));
  }
}

function folderOf(name: string): string[] {
  return name.includes('/') ? [name.slice(0, name.lastIndexOf('/'))] : [];
}

function described(content: ReadonlyMap<string, string>, folder: string | undefined): object {
  const own = [...content].filter(([name]) => folderOf(name)[0] === folder);
  return Object.fromEntries(own.map(([name, text]) => [name, digestOf(Buffer.from(text))]));
}

function delegations(folders: readonly string[], key: KeyPair): object {
  return {
    keys: { [keyId(key)]: keyJson(key) },
    roles: folders.map((folder) => ({
      name: folder,
      keyids: [keyId(key)],
      threshold: 1,
      terminating: true,
      paths: [`${folder}/*`],
    })),
  };
}

function delegatedMetadata(
  folder: string,
  content: ReadonlyMap<string, string>,
  version: number,
  key: KeyPair,
): Buffer {
  const targets = described(content, folder);
  const signed = { _type: 'targets', spec_version: SPEC_VERSION, version, expires: NEVER, targets };
  return sign(signed, [key]);
}

function metaOf(roles: readonly string[], version: number): object {
  return Object.fromEntries(roles.map((role) => [`${role}.json`, { version }]));
}

function digestOf(bytes: Buffer): object {
  return { length: bytes.length, hashes: { sha256: sha256(bytes).toString('hex') } };
}

function sign(signed: object, keys: readonly KeyPair[]): Buffer {
  const bytes = Buffer.from(canonicalize(signed));
  const signatures = keys.map((key) => ({
    keyid: keyId(key),
    sig: signSha256(bytes, key).toString('hex'),
  }));
  return Buffer.from(JSON.stringify({ signatures, signed }));
}

function keyJson({ spki }: KeyPair): object {
  const keyval = { public: pem('PUBLIC KEY', spki) };
  return { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256', keyval };
}

function keyId(key: KeyPair): string {
  return sha256(Buffer.from(canonicalize(keyJson(key)))).toString('hex');
}
