import { type JsonValue, valueAt } from '@provkit/json';
import { readJson, refuse } from '../bundle/malformed.ts';

/** The roles of TUF whose versions only ever rise. */
const ROLES = ['timestamp', 'snapshot', 'targets'] as const;

/** The four top-level metadata files of a TUF repository, as text. */
export interface TufMetadata {
  readonly root: string;
  readonly timestamp: string;
  readonly snapshot: string;
  readonly targets: string;
}

/** The versions of metadata that were seen once, so that nobody can lead back behind them (T11). */
export interface TufVersions {
  readonly root: number;
  readonly timestamp: number;
  readonly snapshot: number;
  readonly targets: number;
  /** By role, who signs it according to the root: key ids and threshold. */
  readonly signers: Readonly<Record<(typeof ROLES)[number], string>>;
}

const LIMITS = { maxBytes: 8 * 1024 * 1024, maxDepth: 32, maxValues: 200_000 };

/** The versions of metadata whose signatures were verified. @throws Malformed */
export function versionsOf(metadata: TufMetadata): TufVersions {
  const root = readJson(metadata.root, LIMITS);
  return {
    root: versionOf(root),
    timestamp: versionOf(readJson(metadata.timestamp, LIMITS)),
    snapshot: versionOf(readJson(metadata.snapshot, LIMITS)),
    targets: versionOf(readJson(metadata.targets, LIMITS)),
    signers: {
      timestamp: signersOf(root, 'timestamp'),
      snapshot: signersOf(root, 'snapshot'),
      targets: signersOf(root, 'targets'),
    },
  };
}

/** When the first of the four expires, UTC. @throws Malformed */
export function expiryOf(metadata: TufMetadata): Date {
  const { root, timestamp, snapshot, targets } = metadata;
  const times = [root, timestamp, snapshot, targets].map((text) => {
    const expires = valueAt(readJson(text, LIMITS), '/signed/expires');
    const time = Date.parse(typeof expires === 'string' ? expires : '');
    return Number.isNaN(time) ? refuse('no date', '/signed/expires') : time;
  });
  return new Date(Math.min(...times));
}

/**
 * Which metadata is older than what was seen before, or `undefined`. A role whose signers have changed begins anew, as the
 * root says that it does: without that, a stolen key could end all updates with one enormous version.
 * @see TUF specification 5.3.11, recovery from fast-forward attacks
 */
export function rollbackProblem(seen: TufVersions, found: TufVersions): string | undefined {
  if (found.root < seen.root) return older('root', seen.root, found.root);
  const role = ROLES.find(
    (name) => found.signers[name] === seen.signers[name] && found[name] < seen[name],
  );
  return role && older(role, seen[role], found[role]);
}

function older(role: string, seen: number, found: number): string {
  return `its ${role} metadata has version ${found}, and version ${seen} was seen before`;
}

function versionOf(metadata: JsonValue): number {
  const version = valueAt(metadata, '/signed/version');
  return typeof version === 'number' && Number.isSafeInteger(version) && version > 0
    ? version
    : refuse('no version', '/signed/version');
}

function signersOf(root: JsonValue, role: string): string {
  const pointer = `/signed/roles/${role}`;
  const keyIds = valueAt(root, `${pointer}/keyids`);
  if (!Array.isArray(keyIds)) refuse('no key ids', `${pointer}/keyids`);
  const threshold = valueAt(root, `${pointer}/threshold`);
  return `${String(threshold)} of ${keyIds.map(String).toSorted().join(' ')}`;
}
