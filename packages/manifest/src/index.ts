export { addEntry } from './add-entry.ts';
export type { Change } from './change.ts';
export { createManifest, SCHEMA_ID } from './create-manifest.ts';
export { countEntries, diff, type EntryCounts, type ManifestDiff } from './diff.ts';
export type { FieldChange } from './field-changes.ts';
export { type EntryKey, findEntry } from './find-entry.ts';
export { type Finding, type LintOptions, lint } from './lint.ts';
export { type LintedText, type LocatedFinding, lintText } from './lint-text.ts';
export type { Position } from './locate.ts';
export { isManifestError, ManifestError, type ManifestErrorCode } from './manifest-error.ts';
export { MANIFEST_VERSION, migrate } from './migrate.ts';
export { newFindings } from './new-findings.ts';
export { ENTRY_FIELDS, parseAssignments } from './parse-assignment.ts';
export { LIMITS, parseManifest } from './parse-manifest.ts';
export type { Operation } from './patch-value.ts';
export { RULES } from './rules/index.ts';
export type { Rule, Severity, StatusTransitions } from './rules/rule.ts';
export type { Entry, FailureReason, Manifest, Override, Status } from './schema.ts';
export { serializeManifest } from './serialize-manifest.ts';
export { type EntryChanges, setEntry } from './set-entry.ts';
export {
  DEFAULT_LOCK_TIMEOUT_MS,
  type ManifestStore,
  type StoreBackend,
  type StoredManifest,
  type UpdateOptions,
  type UpdateResult,
} from './store.ts';
